"""What a newcomer is told once everything runs."""

from __future__ import annotations

from newsroom.environment import Environment
from newsroom.local.demo_password import SIGN_INS
from newsroom.values import in_url, is_everywhere


def text(env: Environment, password: str) -> str:
    """Addresses, sign-ins with their `password`, and the place of letters."""
    shown = "127.0.0.1" if is_everywhere(env.host) else in_url(env.host)
    site = f"http://{shown}:{env.port}"
    lines = [
        "",
        f"  {env.newspaper_name}",
        "",
        f"  The newspaper    {site}/",
        f"  in Arabic        {site}/ar/",
        f"  The desk         {site}/desk/",
        f"  Sign-ins         {', '.join(SIGN_INS)}",
        f"  Password         {password}  (the same for all four)",
        f"  Letters          {_letters(env)}",
        "",
        "  Ctrl-C stops everything, the database too.",
        "",
    ]
    return "\n".join(lines)


def _letters(env: Environment) -> str:
    if env.mail is None:
        return f"{env.var_dir / 'mail'}/*.eml"
    return f"{env.mail.folder}/*.eml" if env.mail.folder else f"through {env.mail.host}"
