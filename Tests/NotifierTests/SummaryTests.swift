import Core
import Testing

@testable import Notifier

struct SummaryTests {
    @Test func aReportSaysOrganYearVerdictFiguresFindingsAndFile() {
        let note = Fixtures.finding(1, severity: .info, quote: nil)
        let error = Fixtures.finding(2, severity: .error)
        let event = Fixtures.event(Fixtures.subject(verdict: .invalid, findings: [note, error]))
        let text = Summary(event, in: .chinese).text(limit: 10_000)
        #expect(
            text == """
                【有误】嘉兴市民政局 2020 年政府信息公开工作年度报告
                新收申请 58 件，上年结转 2 件，予以公开 不详，不予公开 不详，无法提供 不详，结转下年 不详，行政复议 不详，行政诉讼 不详
                核查结果：错误 1 项，提示 1 项
                1. [错误] 第 2 处分项之和与总数不符
                   报告填写 1151，核算为 1008，相差 143
                   第 17 行：“全年共公开信息 1151 条”
                2. [提示] 第 1 处分项之和与总数不符
                   报告填写 1151，核算为 1008，相差 143
                   第 17 行
                文件：/srv/drop/嘉兴.txt
                """)
    }

    @Test func englishSaysTheSame() {
        let text = Summary(Fixtures.event(kind: .reportRevised), in: .english).text(limit: 10_000)
        #expect(
            text.hasPrefix(
                "[Flagged] 嘉兴市民政局, disclosure report 2020 (revised)\nreceived 58, carried in 2, granted unknown"))
        #expect(
            text.contains("1. [Warning] breakdown 1 does not add up\n   stated 1151, computed 1008, difference 143\n"))
        #expect(text.hasSuffix("line 17: \"全年共公开信息 1151 条\"\nFile: /srv/drop/嘉兴.txt"))
    }

    @Test func aFailureSaysWhatCouldNotBeReadAndWhatToDo() {
        let failure = Examination(failure: .empty)
        let subject = Fixtures.subject(verdict: .unreadable, agency: nil, findings: failure.findings)
        let text = Summary(Fixtures.event(subject, kind: .reportFailed), in: .chinese).text(limit: 10_000)
        #expect(
            text == """
                【无法读取】嘉兴.txt
                1. [错误] 文件为空，没有任何文字；请重新采集
                文件：/srv/drop/嘉兴.txt
                """)
    }

    @Test func aDigestCountsWorstFirstAndSaysHowToSeeTheRest() {
        let digest = Event.Digest(counts: [.valid: 40, .invalid: 2, .unreadable: 1])
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil, digest: digest)
        #expect(
            Summary(event, in: .chinese).text(limit: 10_000) == """
                【汇总】共收到 43 份文件
                有误 2 份
                无法读取 1 份
                通过 40 份
                运行 gongkai list 查看全部结果
                """)
    }

    @Test(arguments: [200, 400, 1000, 5000])
    func longMessagesAreCutAtWholeLines(limit: Int) throws {
        let findings = (1...40).map { Fixtures.finding($0, severity: $0 == 40 ? .error : .warning) }
        let summary = Summary(Fixtures.event(Fixtures.subject(findings: findings)), in: .chinese)
        let whole = summary.text(limit: .max)
        let text = summary.text(limit: limit)
        #expect(text.utf8.count <= max(limit, summary.text(limit: 0).utf8.count))
        let lines = text.split(separator: "\n")
        let added = lines.filter { !whole.contains($0) }
        let more = try #require(added.first)
        #expect(added.count == 1 && more.hasPrefix("另有 ") && more.hasSuffix("项，运行 gongkai show 7 查看"))
        let shown = lines.count { $0.contains("分项之和与总数不符") }
        #expect(more.contains("另有 \(40 - shown) 项"))
        #expect(shown == 0 || text.contains("1. [错误] 第 40 处"))
        #expect(lines.last == "文件：/srv/drop/嘉兴.txt")
    }

    @Test func textFromDocumentsStaysOnItsLine() {
        let nasty = "a\r\n\u{202E}b\u{0000}\u{200B}\t  c\u{2028}d"
        #expect(nasty.singleLine(limit: 100) == "a b c d")
        #expect("一二三四五".singleLine(limit: 3) == "一二三…")
        #expect("一二三".singleLine(limit: 3) == "一二三")
    }
}
