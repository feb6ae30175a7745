import TestSupport
import Testing

@testable import Core
@testable import Documents

/// Tables that are posted as pictures.
struct PictureTests {
    private let sample = SampleCorpus(seed: 31).sample(at: 0)

    private func messages(_ element: String) -> [String] {
        let page = PartedReport.page(sample, tablesAs: element)
        return Examiner().examine(page, name: Array("x.html".utf8)).findings
            .filter { $0.rule == "structure.table-missing" }.map(\.message.chinese)
    }

    @Test(arguments: [#"<p><img src="1.jpg"></p>"#, #"<img width="640" height="800" src="1.png">"#])
    func `a picture where a table should stand is said to be one`(_ element: String) {
        let messages = messages(element)
        #expect(messages.count == FormTable.allCases.count && messages.allSatisfy { $0.contains("图片") })
    }

    @Test(arguments: ["", #"<img width="16" height="16" src="icon.gif">"#, #"<img hidden src="1.jpg">"#])
    func `what is none is not`(_ element: String) {
        let messages = messages(element)
        #expect(messages.count == FormTable.allCases.count && messages.allSatisfy { !$0.contains("图片") })
    }
}
