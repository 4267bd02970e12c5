"""Which hosts, which proxies, and the headers of every answer."""

from __future__ import annotations

import os
import subprocess
import sys
from ipaddress import ip_network

import pytest
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from newsroom.environment import BASE_DIR
from newsroom.policy_header import PolicyMiddleware

pytestmark = pytest.mark.urls("tests.newsroom.urls")

FORWARDED = {
    "X-Forwarded-Host": "testserver",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.9, 198.51.100.4, 10.1.1.1",
}


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "a b"]
)
def test_a_foreign_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/mirror", headers={"Host": host}).status_code == 400


def test_forwarded_headers_of_a_stranger_are_ignored(client: Client) -> None:
    seen = client.get("/mirror", headers={**FORWARDED, "X-Forwarded-Host": "evil.example"}).json()
    assert seen["host"] == "testserver"
    assert seen["secure"] is False
    assert seen["address"] == "127.0.0.1"


@pytest.fixture
def behind_proxy() -> Client:
    with override_settings(TRUSTED_PROXY=(ip_network("10.0.0.0/8"),)):
        client = Client(REMOTE_ADDR="10.0.0.2")
        client.get("/mirror")
        return client


def test_a_trusted_proxy_is_believed(behind_proxy: Client) -> None:
    seen = behind_proxy.get("/mirror", headers={**FORWARDED, "Host": "internal"}).json()
    assert seen["host"] == "testserver"
    assert seen["absolute"] == "https://testserver/x"


def test_the_visitor_is_the_last_address_before_the_proxies(behind_proxy: Client) -> None:
    assert behind_proxy.get("/mirror", headers=FORWARDED).json()["address"] == "198.51.100.4"


@pytest.mark.parametrize("chain", ["", "unknown", "203.0.113.9, <script>", "10.1.1.1"])
def test_a_chain_without_a_visitor_leaves_the_proxys_address(
    behind_proxy: Client, chain: str
) -> None:
    seen = behind_proxy.get("/mirror", headers={"X-Forwarded-For": chain}).json()
    assert seen["address"] == "10.0.0.2"


def test_even_a_trusted_proxy_cannot_forward_a_foreign_host(behind_proxy: Client) -> None:
    answer = behind_proxy.get("/mirror", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 400


def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    response = client.get("/mirror")
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_page_that_asks_for_a_nonce_gets_a_fresh_one(client: Client) -> None:
    first, second = client.get("/nonce"), client.get("/nonce")
    nonce = first.content.decode()
    assert f"script-src 'self' 'nonce-{nonce}'" in first["Content-Security-Policy"]
    assert first.content != second.content


def test_the_policy_is_the_one_that_django_csp_writes(rf: RequestFactory) -> None:
    def directives(middleware: type[CSPMiddleware]) -> list[str]:
        response = middleware(lambda request: HttpResponse()).process_response(
            rf.get("/"), HttpResponse()
        )
        return sorted(response["Content-Security-Policy"].split("; "))

    assert directives(PolicyMiddleware) == directives(CSPMiddleware)


def test_a_view_may_widen_the_policy(rf: RequestFactory) -> None:
    request = rf.get("/")
    found = csp_update({"frame-src": ["'self'"]})(lambda request: HttpResponse())(request)
    response = PolicyMiddleware(lambda request: found).process_response(request, found)
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_a_page_keeps_a_policy_of_its_own(rf: RequestFactory) -> None:
    own = {"Content-Security-Policy": "default-src 'none'"}
    policed = PolicyMiddleware(lambda request: HttpResponse())
    response = policed.process_response(rf.get("/"), HttpResponse(headers=own))
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_production_cookies_and_transport_are_secure() -> None:
    production = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://db.example.org/paper",
        "SECRET_KEY": "0123456789" * 6,
        "ALLOWED_HOSTS": "www.example.org",
    }
    told = subprocess.run(
        [sys.executable, "manage.py", "diffsettings", "--output=unified"],
        cwd=BASE_DIR,
        env=production,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert "+ SESSION_COOKIE_SECURE = True" in told
    assert "+ CSRF_COOKIE_SECURE = True" in told
    assert "+ SECURE_HSTS_SECONDS = 31536000" in told
    assert "+ ALLOWED_HOSTS = ['www.example.org']" in told
    assert not any(line.startswith("+ DEBUG =") for line in told)
