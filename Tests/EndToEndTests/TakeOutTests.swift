import Foundation
import Testing

/// Taking out what is stored: export and diff.
@Suite
struct TakeOutTests {
    private let folder: URL
    private var configuration: String { folder.appendingPathComponent("config.json").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        let drop = folder.appendingPathComponent("drop").path
        try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
        let json = #"{"watch": {"directories": ["\#(drop)"]}, "state": "\#(folder.path)/state"}"#
        try Data(json.utf8).write(to: URL(fileURLWithPath: configuration))
        _ = try Binary.run("sample", "--count", "12", "--faults", "all", "--out", drop)
        _ = try Binary.run("ingest", "--config", configuration, drop)
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    @Test func `an export has a row for every report and a column for every cell`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let out = folder.appendingPathComponent("a.csv").path
        #expect(try Binary.run("export", "--config", configuration, "--out", out).status == 0)
        let listed = try Binary.run("list", "--config", configuration, "--format", "json").objects().count
        let lines = try text(out).split(separator: "\r\n")
        #expect(lines.count == listed + 1)
        #expect(lines.first?.contains(",requests.received.total,") == true)
        let run = try Binary.run("export", "--config", configuration, "--format", "json", "--verdict", "invalid")
        #expect(try run.objects().allSatisfy { $0["verdict"] as? String == "invalid" && $0["cells"] != nil })
    }

    @Test func `a spreadsheet needs a name, and what is wrong with it is said`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Binary.run("export", "--config", configuration, "--format", "xlsx").status == 64)
        let missing = folder.appendingPathComponent("none/a.xlsx").path
        let run = try Binary.run("export", "--config", configuration, "--format", "xlsx", "--out", missing)
        #expect(run.status == 1)
        #expect(run.errors.contains(missing))
    }

    @Test(arguments: [[2, 3], [3, 2]])
    func `rows of one edition only stand where that edition has them`(ids: [Int]) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Binary.run("diff", "\(ids[0])", "\(ids[1])", "--all", "--config", configuration)
        let lines = run.output.split(separator: "\n").map { $0.split(separator: "  ").first.map(String.init) ?? "" }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        func position(_ label: String) throws -> Int {
            #expect(lines.count { $0.hasPrefix(label) } == 1, "\(label)")
            return try #require(lines.firstIndex { $0.hasPrefix(label) })
        }
        let requests = [
            "二、上年结转", "三、本年度办理结果", "（一）予以公开", "（五）不予处理", "5.要求行政机关", "（六）其他处理",
            "1.申请人无正当理由", "2.申请人逾期未按收费", "3.其他", "（七）总计", "四、结转下年度",
        ]
        let disclosure = ["规章", "行政规范性文件", "行政许可", "其他对外管理服务事项", "行政处罚", "行政事业性收费", "政府集中采购"]
        for labels in [disclosure, requests] {
            let positions = try labels.map(position)
            #expect(positions == positions.sorted(), "\(run.output)")
        }
    }

    @Test func `a difference is shown where the form has it`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let ids = try Binary.run("list", "--config", configuration, "--format", "json").objects().compactMap { row in
            row["verdict"] as? String == "unreadable" || row["year"] == nil ? nil : row["id"] as? Int
        }
        let first = try #require(ids.first)
        let last = try #require(ids.last)
        let run = try Binary.run("diff", "\(first)", "\(last)", "--config", configuration)
        #expect(run.status == 1)
        #expect(run.output.contains("→"))
        #expect(try Binary.run("diff", "\(first)", "\(first)", "--config", configuration).status == 0)
        #expect(try Binary.run("diff", "\(first)@9", "--config", configuration).status == 66)
        #expect(try Binary.run("diff", "x", "--config", configuration).status == 64)
    }
}
