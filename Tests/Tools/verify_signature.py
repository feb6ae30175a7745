"""Says "right" when a request is signed as its service wants it, by Python's own hmac or the library that its authors publish.

The request comes as JSON on standard input: service, secret, query, headers, and the body in Base64.
"""

import base64
import hashlib
import hmac
import json
import sys

request = json.load(sys.stdin)
secret, query, headers = request["secret"], request["query"], request["headers"]
body = base64.b64decode(request["body"])


def mac(key, message):
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def feishu():
    sent = json.loads(body)
    return sent["sign"] == mac(f"{sent['timestamp']}\n{secret}".encode(), b"")


def dingtalk():
    return query["sign"] == mac(secret.encode(), f"{query['timestamp']}\n{secret}".encode())


def webhook():
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return f"v1,{mac(key, signed)}" in headers["webhook-signature"].split(" ")


def standardwebhooks():
    from standardwebhooks import Webhook

    Webhook(secret).verify(body, headers)  # raises when it is not right
    return True


checks = {check.__name__: check for check in (feishu, dingtalk, webhook, standardwebhooks)}
print("right" if checks[request["service"]]() else "wrong")
