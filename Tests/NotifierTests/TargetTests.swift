import Core
import Testing

@testable import Notifier

struct TargetTests {
    @Test func everyReservedNetworkIsWellFormed() {
        #expect(IPNetwork.reserved.count == IPNetwork.reservedNotations.count)
    }

    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1",
        "2002:7f00:1::", "::127.0.0.1", "2001:db8::1",
    ])
    func privateAddressesAreKnown(text: String) throws {
        #expect(try #require(IPAddress(text)).isPrivate)
    }

    @Test(arguments: [
        "8.8.8.8", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2400:3200::1", "64:ff9b::8.8.8.8", "2002:808:808::",
        "::ffff:1.1.1.1",
    ])
    func publicAddressesAreKnown(text: String) throws {
        #expect(try !#require(IPAddress(text)).isPrivate)
    }

    @Test func allowPrivateNamesHostsAddressesAndNetworks() throws {
        let policy = try NetworkPolicy(
            allowPrivate: ["bots.intra.gov.cn", "hook:8080", "10.1.0.0/16", "fd00::/8", "[::1]:9000", "192.168.0.7"])
        func allows(_ address: String, _ host: String = "other", _ port: Int = 443) throws -> Bool {
            policy.allows(try #require(IPAddress(address)), host: host, port: port)
        }
        #expect(try allows("10.1.2.3"))
        #expect(try !allows("10.2.2.3"))
        #expect(try allows("10.2.2.3", "bots.intra.gov.cn"))
        #expect(try allows("10.2.2.3", "hook", 8080))
        #expect(try !allows("10.2.2.3", "hook", 8081))
        #expect(try allows("fd12::1"))
        #expect(try allows("::1", "::1", 9000))
        #expect(try !allows("::1", "::1", 9001))
        #expect(try allows("192.168.0.7"))
        #expect(try allows("8.8.8.8"))
    }

    @Test(arguments: ["", "http://host", "10.0.0.0/33", "host:99999", "*", "a b", "[::1]", "fd00::/x"])
    func entriesThatNameNothingAreRefused(entry: String) {
        #expect(throws: NotifierError.self) { try NetworkPolicy(allowPrivate: ["ok", entry]) }
    }

    @Test(arguments: [
        ("hooks.example.org/s3cr3t-token", "incomplete"), ("ftp://hooks.example.org/s3cr3t-token", "not https"),
        ("http://hooks.example.org/s3cr3t-token", "plain http"), ("https:///s3cr3t-token", "incomplete"),
        ("https://user:s3cr3t-token@hooks.example.org/", "user name"), ("https://10.0.0.1/s3cr3t-token", "private"),
        ("https://0x7f.1/s3cr3t-token", "private"), ("https://[::1]/s3cr3t-token", "private"),
        ("https://hooks.example.org/s3cr3t-token\r\nX: y", "control"),
    ])
    func wrongAddressesAreRefusedWithoutBeingShown(url: String, cause: String) throws {
        let strict = try NetworkPolicy()
        let error = #expect(throws: NotifierError.self) { try Fixtures.webhook(url: url, network: strict) }
        let text = "\(try #require(error)) \(error?.cause.chinese ?? "") \(error?.hint.chinese ?? "")"
        #expect(text.contains(cause))
        #expect(!text.contains("s3cr3t"))
        #expect(text.contains("archive"))
    }

    @Test func plainHTTPIsAllowedWhereTheHostIsNamed() throws {
        let named = try NetworkPolicy(allowPrivate: ["hooks.intra"])
        _ = try Fixtures.webhook(url: "http://hooks.intra:8080/x", network: named)
        _ = try Fixtures.webhook(url: "http://HOOKS.intra/x", network: named)
        #expect(throws: NotifierError.self) { try Fixtures.webhook(url: "http://other.intra/x", network: named) }
    }

    @Test func aBadWebhookSecretIsRefusedWithoutBeingShown() throws {
        let error = #expect(throws: NotifierError.self) {
            try Fixtures.webhook(url: "https://example.org/", secret: Secret("whsec_s3cr3t!"))
        }
        #expect(!"\(try #require(error))".contains("s3cr3t"))
    }

    @Test func credentialsAreMaskedInForeignText() throws {
        let url = Secret("https://open.feishu.cn/open-apis/bot/v2/hook/0a1b2c3d-token?key=abcdefgh12")
        let endpoint = try Endpoint(url: url, channel: "c", network: Fixtures.local)
        let redactor = Redactor(endpoint: endpoint, secret: Secret("sign-me"))
        let text = redactor.redact("bad token 0a1b2c3d-token, key abcdefgh12, \(url.reveal()), sign-me, bot hook")
        #expect(text == "bad token <redacted>, key <redacted>, <redacted>, <redacted>, bot hook")
    }

    @Test func `a mask leaves the words that such URLs have in common`() throws {
        let url = Secret("https://oapi.dingtalk.com/robot/send?access_token=abcdefgh12")
        let endpoint = try Endpoint(url: url, channel: "c", network: Fixtures.local)
        let redactor = Redactor(endpoint: endpoint, secret: nil)
        #expect(redactor.redact("access_token abcdefgh12 is invalid") == "access_token <redacted> is invalid")
    }

    @Test func `a password is masked as servers echo it`() throws {
        let endpoint = try Endpoint(
            url: Secret("https://example.org/hook%2Btoken%2Babc"), channel: "c", network: Fixtures.local)
        let redactor = Redactor(endpoint: endpoint, secret: Secret("pa55word-Zaa"), user: "a@x.org")
        // printf '\0a@x.org\0pa55word-Zaa' | base64, and printf pa55word-Zaa | base64
        for echoed in ["AGFAeC5vcmcAcGE1NXdvcmQtWmFh", "cGE1NXdvcmQtWmFh", "hook+token+abc", "hook%2Btoken%2Babc"] {
            #expect(redactor.redact("535 \(echoed) refused") == "535 <redacted> refused")
        }
    }
}
