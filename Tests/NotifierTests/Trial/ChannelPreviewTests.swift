import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// What a preview shows is what would be sent.
struct ChannelPreviewTests {
    @Test(arguments: ImitatedService.allCases)
    func thePreviewIsTheRequestWithLineBreaks(service: ImitatedService) throws {
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"))
        for example in ExampleEvent.all {
            let preview = definition.preview(of: example.event)
            let message = definition.message(about: example.event, id: "msg_000000000000000000000000")
            let body = definition.channel.request(for: message, now: example.event.occurredAt).body
            let shown = try JSONSerialization.jsonObject(with: Data(preview.body.utf8)) as? NSDictionary
            let sent = try JSONSerialization.jsonObject(with: Data(body)) as? NSDictionary
            #expect(shown != nil && shown == sent)
            #expect(preview.byteCount == body.count && !preview.body.contains("CREDENTIAL"))
            #expect(preview.body.split(separator: "\n").count > 5)
        }
    }

    @Test func jsonIsIndentedAndKept() {
        let text = IndentedJSON.text(of: Array(#"{"a":"{x:\"[1,2]\\","b":[],"c":[1,{}],"d":{"e":null}}"#.utf8))
        #expect(
            text == #"""
                {
                  "a": "{x:\"[1,2]\\",
                  "b": [],
                  "c": [
                    1,
                    {}
                  ],
                  "d": {
                    "e": null
                  }
                }
                """#)
    }

    @Test func aTemplateThatIsSilentIsToldOf() throws {
        let definition = try ChannelDefinition(
            name: "c", kind: .stdout(format: .text),
            template: MessageTemplate("{{#digest}}共 {{total}} 份{{/digest}}", dialect: .plain), network: Fixtures.local)
        let digest = definition.preview(of: try #require(ExampleEvent.of(.digest)))
        #expect(digest.text == "共 400 份\n消息编号：000000" && digest.body == digest.text && !digest.isTemplateSilent)
        let heartbeat = definition.preview(of: try #require(ExampleEvent.of(.heartbeat)))
        #expect(heartbeat.isTemplateSilent && heartbeat.text.hasPrefix("【正常】"))
    }
}
