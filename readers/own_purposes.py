"""What readers confirm for their own account's sake."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from readers.models.reader import Reader
from readers.moving import move
from readers.pages import address
from readers.purposes import Purpose, on_confirmed

SIGN_IN, ADDRESS = "sign-in", "address"


def register() -> None:
    """Register them; for `AppConfig.ready`."""
    on_confirmed(
        Purpose(
            key=SIGN_IN,
            handler=_to_own_page,
            letter=_("Somebody asked to sign in with this address; we hope it was you."),
            heading=_("Sign in"),
            explanation=_("This signs you in on this device."),
            button=_("Sign in"),
        )
    )
    on_confirmed(
        Purpose(
            key=ADDRESS,
            handler=_to_own_page,
            letter=_(
                "Somebody wants our emails to go to this address from now on; we hope it was you."
            ),
            heading=_("Use this address"),
            explanation=_(
                "From then on you sign in with this address. Other devices are signed out."
            ),
            button=_("Use this address"),
            claim=move,
        )
    )


def _to_own_page(reader: Reader, subject: str) -> str:
    return address("readers:me")
