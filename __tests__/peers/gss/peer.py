"""Debian's GSSAPI as a counterpart: one request a line (JSON, bytes in hex), one answer a line.

It is an initiator or acceptor of NTLM (gss-ntlmssp), or an acceptor of Kerberos or of NTLM inside SPNEGO (MIT), that this repository did not write; see
ntlm.test.ts and tampering.test.ts. Accounts come from NTLM_USER_FILE, keys from KRB5_KTNAME.
"""
import json
import sys

import gssapi
from gssapi.raw import ChannelBindings

NTLM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
KERBEROS = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")
SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
WANTED = (
    gssapi.RequirementFlag.confidentiality
    | gssapi.RequirementFlag.integrity
    | gssapi.RequirementFlag.replay_detection
    | gssapi.RequirementFlag.out_of_sequence_detection
)
# Asking whether SPNEGO would need a checksum tells the mechanism that its caller can do one: only then it sends a MIC.
REQUIRE_MIC = gssapi.OID.from_int_seq("1.3.6.1.4.1.7165.655.1.2")
context = None


def binding(request):
    data = request.get("binding")
    return None if data is None else ChannelBindings(application_data=bytes.fromhex(data))


def handle(request):
    global context
    op = request["op"]
    if op == "acceptor":
        mechs = {"krb5": [KERBEROS], "spnego": [SPNEGO, NTLM]}.get(request.get("mech"), [NTLM])
        credentials = gssapi.Credentials(usage="accept", mechs=mechs)
        context = gssapi.SecurityContext(creds=credentials, usage="accept", channel_bindings=binding(request))
    elif op == "initiator":
        user = gssapi.Name(request["user"], gssapi.NameType.user)
        credentials = gssapi.Credentials(name=user, usage="initiate", mechs=[NTLM])
        target = gssapi.Name(request["target"], gssapi.NameType.hostbased_service)
        context = gssapi.SecurityContext(
            creds=credentials, usage="initiate", name=target, mech=NTLM, flags=WANTED, channel_bindings=binding(request)
        )
    elif op == "step":
        token = request.get("token")
        out = context.step(None if token is None else bytes.fromhex(token))
        complete = context.complete
        if request.get("mic"):
            gssapi.raw.inquire_sec_context_by_oid(context, REQUIRE_MIC)
        who = str(context.initiator_name) if complete else None
        return {"token": out.hex() if out else None, "complete": complete, "initiator": who}
    elif op == "wrap":
        return {"message": context.wrap(bytes.fromhex(request["message"]), True).message.hex()}
    elif op == "unwrap":
        result = context.unwrap(bytes.fromhex(request["message"]))
        return {"message": result.message.hex(), "encrypted": result.encrypted}
    return {}


for line in sys.stdin:
    try:
        answer = handle(json.loads(line))
    except Exception as error:  # every refusal is an answer to the test
        answer = {"error": f"{type(error).__name__}: {error}".replace("\n", " ")}
    print(json.dumps(answer), flush=True)
