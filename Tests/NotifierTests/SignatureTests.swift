import Core
import Testing

@testable import Notifier

struct SignatureTests {
    @Test func feishuSignsAnEmptyMessageWithTimestampAndSecretAsKey() {
        let sign = FeishuChannel.sign(timestamp: "1599360473", secret: Secret("demo"))
        #expect(sign == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
    }

    @Test func dingTalkSignsTimestampAndSecretWithTheSecretAsKey() {
        let sign = DingTalkChannel.sign(timestamp: "1599360473000", secret: Secret("SECdemo"))
        #expect(sign.percentEncoded == "tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D")
    }

    @Test func theSignatureIsEncodedOnceAndBesideTheToken() throws {
        let url = "http://127.0.0.1/robot/send?access_token=T"
        let channel = try Fixtures.channel(.dingtalk(url: Secret(url), secret: Secret("SECdemo"))).channel
        let request = channel.request(for: Fixtures.message(), now: UnixTime(milliseconds: 1_599_360_473_000))
        #expect(
            request.endpoint.url.reveal()
                == "\(url)&timestamp=1599360473000&sign=tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D")
        #expect(request.endpoint.host == "127.0.0.1")
    }

    /// The vector of the Standard Webhooks repository's own test (libraries/go/webhook_test.go).
    @Test func webhookSignsAsStandardWebhooksDoes() throws {
        let key = try #require(WebhookChannel.key(from: Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        let signature = WebhookChannel.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8), key: key)
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func webhookSecretWithoutPrefixIsTakenAsItStands() {
        #expect(WebhookChannel.key(from: Secret("plain"))?.reveal() == Array("plain".utf8))
        #expect(WebhookChannel.key(from: Secret("whsec_not base64!")) == nil)
    }

    @Test func deliveryIDsHaveNoDotAndDiffer() {
        let ids = Set((0..<1000).map { _ in MessageID.make() })
        #expect(ids.count == 1000)
        #expect(ids.allSatisfy { $0.hasPrefix("msg_") && !$0.contains(".") && $0.count == 28 })
    }
}
