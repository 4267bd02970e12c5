"""The second factor: codes, recovery codes, who must have one, and how it is taken away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from newsroom.worker.tasks import claim, perform
from staff import codes, factors, totp
from staff.models import AccessEvent, AuthenticatorApp, Passkey, RecoveryCode, User
from staff.roles import Role
from tests.articles.desk import text_of
from tests.articles.factories import make_user
from tests.staff.signing import LOGIN, PASSWORD, SECOND, Phone, give_password, is_in, with_app

pytestmark = pytest.mark.django_db
ACCOUNT, APP = "/desk/account/", "/desk/account/app/"


@pytest.fixture
def rima() -> User:
    return make_user(Role.EDITOR, name="Rima Haddad", password=PASSWORD)


def _kinds(user: User) -> list[str]:
    return list(user.access_events.order_by("pk").values_list("kind", flat=True))


def _secret_on(page: Any) -> str:
    return "".join(page.context["secret"])


def _signed_in(user: User) -> Client:
    client = Client()
    assert give_password(client, user).status_code == 302
    return client


# The pure part


def test_codes_are_those_of_the_standard() -> None:
    """The values of RFC 6238, appendix B, to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    known = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: totp.code_at(secret, at // 30) for at in known} == known


@pytest.mark.parametrize("drift, fits", [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(drift: int, fits: bool) -> None:
    secret, step = totp.new_secret(), 59_000_000
    code = totp.code_at(secret, step + drift)
    found = totp.step_of(secret, code, step * 30 + 14.9)
    assert found == (step + drift if fits else None)
    assert totp.step_of(secret, code, step * 30, after=step + drift) is None


def test_codes_are_read_as_people_type_them() -> None:
    assert codes.plain(" 123 456\n") == codes.plain("١٢٣٤٥٦") == "123456"
    assert codes.plain("abcd-efgh") == "ABCDEFGH"
    assert len({codes.digest(code) for code in codes.new_codes()}) == 10


# Setting up and proving


def test_an_app_is_set_up_with_its_first_code_and_asked_for_from_then_on(rima: User) -> None:
    client, elsewhere = _signed_in(rima), _signed_in(rima)
    page = client.get(APP)
    phone = Phone(_secret_on(page))
    assert "<svg" in text_of(page)
    assert "http" not in str(page.context["picture"]).replace("http://www.w3.org/2000/svg", "")
    wrong = client.post(APP, {"code": "000000", "password": PASSWORD})
    assert wrong.status_code == 400
    assert _secret_on(wrong) == phone.secret
    unproved = client.post(APP, {"code": phone.code(), "password": "stolen-session"})
    assert "not your password" in text_of(unproved)
    assert not factors.has_factor(rima)
    first = phone.code()
    done = client.post(APP, {"code": first, "password": PASSWORD})
    assert done.status_code == 200
    assert len(done.context["codes"]) == 10
    assert "no-store" in done["Cache-Control"]
    assert is_in(client)
    assert not is_in(elsewhere), "a session from before has not proved anything"
    assert phone.secret not in AuthenticatorApp.objects.get().sealed_secret
    stored = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert done.context["codes"][0] not in stored

    later = Client()
    assert give_password(later, rima)["Location"] == SECOND
    assert not is_in(later)
    assert "Welcome" in text_of(later.get(SECOND))
    assert later.post(SECOND, {"code": first}).status_code == 400, "used for setting up"
    assert later.post(SECOND, {"code": phone.code(1)})["Location"] == "/desk/"
    assert is_in(later)
    assert _kinds(rima) == ["new_device", "app_on", "codes", "new_device"]


def test_no_code_is_taken_twice(rima: User) -> None:
    phone = with_app(rima)
    code = phone.code()
    first, second = Client(), Client()
    give_password(first, rima)
    give_password(second, rima)
    assert first.post(SECOND, {"code": code}).status_code == 302
    replayed = second.post(SECOND, {"code": code})
    assert replayed.status_code == 400
    assert "used already" in text_of(replayed)
    assert not is_in(second)
    assert second.post(SECOND, {"code": phone.code(-1)}).status_code == 400, "older ones neither"


def test_a_recovery_code_signs_in_once_and_is_told(rima: User) -> None:
    with_app(rima)
    made = factors.renew_codes(rima)
    typed = made[3].lower().replace("-", " ")
    for status in (302, 400):
        client = Client()
        give_password(client, rima)
        assert client.post(SECOND, {"code": typed}).status_code == status
    assert factors.unused_codes(rima) == 9
    assert _kinds(rima).count("code_used") == 1
    factors.renew_codes(rima)
    assert factors.use_code(rima, made[4]) is None, "new codes void the old"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_uses_at_once_one_gets_through(kind: str) -> None:
    user = make_user(password=PASSWORD)
    phone = with_app(user)
    code = phone.code() if kind == "app" else factors.renew_codes(user)[0]

    def use(_: int) -> str | None:
        try:
            return factors.use_code(user, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(filter(None, pool.map(use, range(6)))) == [kind]


def test_codes_cannot_be_guessed_and_the_wait_ends(
    rima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = with_app(rima)
    client = Client()
    give_password(client, rima)
    wrong = f"{(int(phone.code()) + 1) % 1_000_000:06}"
    tries = [client.post(SECOND, {"code": wrong}).status_code for _ in range(6)]
    assert tries == [400] * 6
    refused = client.post(SECOND, {"code": phone.code()})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "Too many attempts. Wait" in text_of(refused)
    monkeypatch.setattr("staff.sign_in.attempt", lambda *asked: 0)
    monkeypatch.setattr("articles.admin.account.door.attempt", lambda *asked: 0)
    assert client.post(SECOND, {"code": phone.code()}).status_code == 302


def test_the_second_step_is_nobodys_without_the_first(
    rima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = with_app(rima)
    assert Client().post(SECOND, {"code": phone.code()})["Location"] == LOGIN
    assert give_password(Client(), rima, "wrong").status_code == 200
    client = Client()
    give_password(client, rima)
    rima.set_password("another-odd-password")
    rima.save()
    assert client.post(SECOND, {"code": phone.code()})["Location"] == LOGIN, "password changed"
    client = Client()
    give_password(client, rima, "another-odd-password")
    assert client.get(APP).status_code == 302, "a new app is for people who are in"
    now = time.time()
    monkeypatch.setattr("staff.sign_in.time.time", lambda: now + 16 * 60)
    assert client.post(SECOND, {"code": phone.code()})["Location"] == LOGIN, "too late"


def test_what_was_asked_for_is_reached_after_the_second_step(rima: User) -> None:
    phone = with_app(rima)
    for asked, lands in (("/desk/articles/photo/", "/desk/articles/photo/"), ("//evil", "/desk/")):
        AuthenticatorApp.objects.update(last_step=0)
        client = Client()
        data = {"username": rima.username, "password": PASSWORD, "next": asked}
        client.post(LOGIN, data)
        assert client.post(SECOND, {"code": phone.code()})["Location"] == lands


# Who must have one


@pytest.mark.parametrize(
    "setting, bound",
    [("off", set()), ("editors", {Role.EDITOR, Role.CHIEF}), ("all", set(Role))],
)
def test_who_must_have_a_second_factor_sets_it_up_before_anything_else(
    setting: str, bound: set[Role], settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = setting
    for role in Role:
        user = make_user(role, password=PASSWORD)
        client = Client()
        answer = client.post(LOGIN, {"username": user.username, "password": PASSWORD})
        assert answer["Location"] == (SECOND if role in bound else "/desk/"), role
        assert is_in(client) == (role not in bound)


def test_setting_up_at_the_door_ends_inside(rima: User, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = "editors"
    client = Client()
    way = "/desk/articles/photo/"
    client.post(LOGIN, {"username": rima.username, "password": PASSWORD, "next": way})
    assert client.get(SECOND)["Location"] == APP
    assert client.get(ACCOUNT).status_code == 302
    page = client.get(APP)
    assert "Your role needs a second factor" in text_of(page)
    done = client.post(APP, {"code": Phone(_secret_on(page)).code()})
    assert (done.status_code, done.context["then"]) == (200, way)
    assert "desk-device" in done.cookies
    assert is_in(client)
    text = client.post("/desk/account/recovery/text/", {"code": done.context["codes"]})
    assert text["Content-Disposition"].startswith("attachment")
    assert done.context["codes"][9] in text_of(text)
    assert client.post("/desk/account/recovery/text/", {"code": ["MINE"]}).status_code == 404
    last = client.post("/desk/account/app/remove/", {"password": PASSWORD})
    assert last.status_code == 409
    assert factors.has_factor(rima)


def test_a_session_from_before_the_rule_does_not_go_on(rima: User, settings: Settings) -> None:
    client, journalist = _signed_in(rima), _signed_in(make_user(Role.JOURNALIST, password=PASSWORD))
    settings.STAFF_SECOND_FACTOR = "editors"
    assert not is_in(client)
    assert is_in(journalist)


# Taking away


def test_removing_asks_for_the_password_again(rima: User) -> None:
    client = _signed_in(rima)
    with_app(rima)
    factors.renew_codes(rima)
    assert client.get("/desk/account/app/remove/").status_code == 200
    assert client.post("/desk/account/app/remove/", {"password": "x"}).status_code == 400
    assert factors.has_factor(rima)
    for _ in range(9):
        client.post("/desk/account/app/remove/", {"password": "x"})
    assert client.post("/desk/account/app/remove/", {"password": PASSWORD}).status_code == 429
    factors.remove_app(rima)
    assert not RecoveryCode.objects.filter(user=rima).exists(), "codes go with the last factor"


def test_nobody_removes_anothers_passkey(rima: User) -> None:
    passkey = Passkey(credential_id="x", credential=b"x", sign_count=0, name="hers")
    factors.add_passkey(rima, passkey)
    other = _signed_in(make_user(Role.CHIEF, password=PASSWORD))
    url = f"/desk/account/passkeys/{passkey.pk}/remove/"
    assert other.post(url, {"password": PASSWORD}).status_code == 404
    assert Passkey.objects.filter(pk=passkey.pk).exists()


def test_a_chief_resets_it_with_a_reason_and_the_colleague_is_out_and_told(rima: User) -> None:
    rima.email = "rima@cedar-ledger.example"
    rima.language = "ar"
    rima.save()
    hers = _signed_in(rima)
    with_app(rima)
    chief = make_user(Role.CHIEF, name="Samir Khoury", password=PASSWORD)
    theirs = _signed_in(chief)
    url = f"/desk/staff/user/{rima.pk}/access/"
    assert theirs.get(url).status_code == 200
    assert theirs.post(f"{url}reset/", {"reason": "  "}).status_code == 400
    assert factors.has_factor(rima)
    assert theirs.post(f"{url}reset/", {"reason": "Her phone was stolen."}).status_code == 302
    assert not factors.has_factor(rima)
    assert not is_in(hers)
    event = rima.access_events.get(kind="reset")
    assert (event.by, event.reason) == (chief, "Her phone was stolen.")
    while (row := claim("test")) is not None:
        perform(row)
    assert not DBTaskResult.objects.failed().exists()
    letter = mail.outbox[-1]
    assert letter.to == ["rima@cedar-ledger.example"]
    assert "Samir Khoury" in str(letter.body)
    assert letter.extra_headers["Content-Language"] == "ar"


def test_no_chief_resets_their_own_silently_nor_a_superusers(rima: User) -> None:
    chief = make_user(Role.CHIEF, password=PASSWORD)
    root = User.objects.create_superuser("root", password=PASSWORD)
    client = _signed_in(chief)
    for user in (chief, root):
        with_app(user)
        url = f"/desk/staff/user/{user.pk}/access/"
        status = client.post(f"{url}reset/", {"reason": "Mine."}).status_code
        assert status == (400 if user == chief else 403)
        assert factors.has_factor(user)
    assert client.get(f"/desk/staff/user/{root.pk}/access/").status_code == 403


def test_at_the_console_there_is_a_way_back_in(rima: User) -> None:
    with_app(rima)
    call_command("reset_second_factor", rima.username, reason="Lost everything.")
    assert not factors.has_factor(rima)
    assert rima.access_events.get(kind="reset").by is None
    for name, reason in (("nobody-here", "x"), (rima.username, " ")):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name, reason=reason)


def test_the_log_is_only_added_to(rima: User) -> None:
    with_app(rima)
    for spoil in (
        lambda: AccessEvent.objects.update(reason="Another."),
        lambda: AccessEvent.objects.all().delete(),
        lambda: AccessEvent.objects.create(user=rima, kind="reset", by=rima),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            spoil()
