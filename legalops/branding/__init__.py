"""The department's own name, logo, colour and words on what people see of the product."""
