"""Short and familiar forms of given names: a small list of what registers and letters mix up most."""

from .letters import fold, without_pairs

_GROUPS = """
william bill will billy liam willi wilhelm
robert bob rob bobby robbie bert
richard rick dick rich ricky
james jim jimmy jamie
john jack johnny jon johan johann johannes hans ivan juan jean giovanni
joseph joe josef jose jozef joey
thomas tom tommy
charles charlie chuck carl karl carlos
edward ed eddie ted ned eduard
michael mike mick michel miguel mikhail michele
christopher chris kit christoph
alexander alex sandy sasha aleksandr alessandro
anthony tony anton antonio
jonathan jon jonny
daniel dan danny
david dave davy
andrew andy drew andreas andre andrei
matthew matt matthias mateo
nicholas nick nicolas nikolaus klaus niko
peter pete piotr pedro pierre petr
stephen steven steve stefan etienne esteban
samuel sam sammy
benjamin ben benny
frederick fred freddy friedrich fritz
gregory greg
henry harry hank heinrich henri enrique
patrick pat paddy
lawrence larry lars laurent lorenzo
leonard leo len
ronald ron ronnie
timothy tim
walter walt wally
elizabeth liz beth betty lizzie eliza elisabeth lisa isabel
margaret maggie meg peggy greta margarete
katherine catherine kate kathy katie cathy katharina
jennifer jen jenny
patricia patty tricia
susan sue susie suzanne
barbara barb
deborah deb debbie
rebecca becky
victoria vicky
christine chris christina tina
anna anne ann annie hanna hannah
maria mary marie
helen helena elena ellen nell
alice alicia
theodore ted theo
"""
_BY_NAME: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _name in _line.split():
        _key = without_pairs(fold(_name))
        _BY_NAME[_key] = _BY_NAME.get(_key, frozenset()) | {_number}


def same_given_name(one: str, other: str) -> bool:
    """Whether both may be forms of one given name; words as `plain` leaves them."""
    return bool(_BY_NAME.get(one, frozenset()) & _BY_NAME.get(other, frozenset()))
