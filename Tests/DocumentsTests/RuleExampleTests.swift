import Core
import Testing

@testable import Documents

/// The examples of the catalogue that files show rather than texts.
@Suite struct FileRuleExampleTests {
    private func example(_ id: RuleID) throws -> Message {
        try #require(RuleDescription.all.first { $0.id == id }?.example?.finding)
    }

    @Test func aSidecarWithAWrongYear() throws {
        let sidecar = SidecarFile(Array(#"{"year": "2020 年"}"#.utf8))
        #expect(sidecar.finding?.message == (try example("document.sidecar")))
    }

    @Test(arguments: ["", " \n", "\t\n\t\t\r\n\u{3000}"])
    func nothingButWhiteSpace(text: String) throws {
        let examination = Examiner().examine(Array(text.utf8), name: [])
        #expect(examination.verdict == .unreadable)
        #expect(examination.findings.map(\.message) == [try example("document.empty")])
    }
}
