import Foundation
import Testing

@Suite
struct RulesTests {
    private func withConfiguration(_ rules: String, _ body: (String) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"watch": {"directories": ["/srv/drop"]}, "language": "en", "rules": \#(rules)}"#.utf8).write(
            to: file)
        try body(file.path)
    }

    @Test
    func `rules lists all with what the configuration makes of them`() throws {
        try withConfiguration(
            """
            {"off": ["narrative.breakdown"], "severity": {"cell.blank": "warning"},
             "exempt": [{"rule": "cell.blank", "organ": "*渔业局", "why": "x"}],
             "custom": [{"id": "custom.mine", "when": "year > 1", "message": "甲"}]}
            """
        ) { configuration in
            let objects = try Binary.run("rules", "--config", configuration, "--format", "json").objects()
            func rule(_ id: String) throws -> [String: Any] {
                try #require(objects.first { $0["id"] as? String == id })
            }
            #expect(try rule("narrative.breakdown")["severity"] as? String == "off")
            #expect(try rule("cell.blank")["severity"] as? String == "warning")
            #expect(try rule("cell.blank")["default_severity"] as? String == "info")
            #expect(try rule("cell.blank")["exempt"] as? [String] == ["*渔业局"])
            #expect(try rule("continuity.carried-over")["needs"] as? String == "predecessor")
            #expect(try rule("custom.mine")["severity"] as? String == "warning")
            let lines = try Binary.run("rules", "--config", configuration).output.split(separator: "\n")
            #expect(lines.count == objects.count)
            let blank = lines.first { $0.contains("cell.blank") }
            #expect(blank?.hasPrefix("Warning  cell.blank") == true)
            #expect(blank?.hasSuffix("[note by default; except *渔业局]") == true)
        }
    }

    @Test
    func `a rule is explained and an unknown one is an error`() throws {
        try withConfiguration("{}") { configuration in
            let one = try Binary.run("rules", "arithmetic.requests-balance", "--config", configuration)
            #expect(one.status == 0)
            #expect(one.output.contains("basis: 《政府信息公开工作年度报告格式》"))
            #expect(one.output.contains("received + carried in is 3"))
            let none = try Binary.run("rules", "arithmetic.request-balance", "--config", configuration)
            #expect(none.status == 64)
            #expect(none.errors.contains("did you mean arithmetic.requests-balance?"))
        }
    }

    @Test
    func `check finds what a rule of one's own says`() throws {
        let rules =
            #"{"custom": [{"id": "custom.mine", "when": "year = 2020", "severity": "error", "message": "{year}"}]}"#
        try withConfiguration(rules) { configuration in
            let report = URL(fileURLWithPath: configuration + ".txt")
            defer { try? FileManager.default.removeItem(at: report) }
            try Data(
                """
                青岚市渔业局2020年度政府信息公开工作年度报告
                二、主动公开政府信息情况
                规章 | 0 | 0 | 0 |
                规范性文件 | 1 | 1 | 4 |
                行政许可 | 2 | 1 | 3 |

                """.utf8
            ).write(to: report)
            let run = try Binary.run("check", "--config", configuration, "--format", "json", report.path)
            let findings = try run.objects().first?["findings"] as? [[String: Any]]
            #expect(
                findings?.contains { $0["rule"] as? String == "custom.mine" && $0["message"] as? String == "2020" }
                    == true)
            #expect(run.status == 1)
        }
    }
}
