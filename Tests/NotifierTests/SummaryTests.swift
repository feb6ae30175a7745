import Core
import Testing

@testable import Notifier

struct SummaryTests {
    @Test func aReportSaysOrganYearVerdictFiguresFindingsAndFile() {
        let note = Fixtures.finding(1, severity: .info, quote: nil)
        let error = Fixtures.finding(2, severity: .error)
        let event = Fixtures.event(Fixtures.subject(verdict: .invalid, findings: [note, error]))
        let text = Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e").text(limit: 10_000)
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
                消息编号：0a1b2c
                """)
    }

    @Test func englishSaysTheSame() {
        let text = Summary(Fixtures.event(kind: .reportRevised), in: .english, delivery: "msg_0a1b2c3d4e").text(
            limit: 10_000)
        #expect(
            text.hasPrefix(
                "[Flagged] 嘉兴市民政局, disclosure report 2020 (revised)\nreceived 58, carried in 2, granted unknown"))
        #expect(
            text.contains("1. [Warning] breakdown 1 does not add up\n   stated 1151, computed 1008, difference 143\n"))
        #expect(text.hasSuffix("line 17: \"全年共公开信息 1151 条\"\nFile: /srv/drop/嘉兴.txt\nMessage: 0a1b2c"))
    }

    @Test func aFailureSaysWhatCouldNotBeReadAndWhatToDo() {
        let failure = Examination(failure: .empty)
        let subject = Fixtures.subject(verdict: .unreadable, agency: nil, findings: failure.findings)
        let text = Summary(Fixtures.event(subject, kind: .reportFailed), in: .chinese, delivery: "msg_0a1b2c3d4e").text(
            limit: 10_000)
        #expect(
            text == """
                【无法读取】嘉兴.txt
                这份文件没有被核查。按下面的提示处理后重新放入，会自动再读
                1. [错误] 文件为空，没有任何文字；请重新采集
                文件：/srv/drop/嘉兴.txt
                消息编号：0a1b2c
                """)
    }

    @Test func aDigestCountsWorstFirstAndSaysHowToSeeTheRest() {
        let digest = Event.Digest(counts: [.valid: 40, .invalid: 2, .unreadable: 1])
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil, digest: digest)
        #expect(
            Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e").text(limit: 10_000) == """
                【汇总】43 份文件有核查结果
                有误 2 份
                无法读取 1 份
                通过 40 份
                运行 gongkai list 查看全部结果
                消息编号：0a1b2c
                """)
    }

    @Test func aDigestTellsWhoIsMissingWhere() {
        let digest = Event.Digest(
            counts: [.valid: 12], covered: 53,
            coverage: [
                .missing: .init(events: 40, regions: 40, agencies: 96),
                .arrived: .init(events: 1, regions: 0, agencies: 1),
            ],
            regions: [
                .init(news: .missing, coverage: Fixtures.coverage("甲县", agencies: ["一局", "二局", "三局", "四局"])),
                .init(news: .arrived, coverage: Fixtures.coverage("", agencies: ["五局"])),
            ], delivery: "msg_0a1b2c3d4e")
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil, digest: digest)
        let summary = Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e")
        #expect(
            summary.text(limit: 10_000) == """
                【汇总】12 份文件有核查结果，40 个地区缺报，1 个单位已补报
                通过 12 份
                缺报：40 个地区，96 个单位
                已报：1 个单位
                1. [缺报] 甲县 2025 年：一局、二局、三局等 4 个单位
                2. [已报] 2025 年：五局
                另有 39 项
                运行 gongkai list --digest 0a1b2c3d4e 查看全部
                运行 gongkai coverage 查看缺报单位
                消息编号：0a1b2c
                """)
        #expect(summary.tone == .attention)
        let more = summary.keeping(1).more
        #expect(more == "另有 40 项，运行 gongkai list --digest 0a1b2c3d4e 查看")
        let english = Summary(event, in: .english, delivery: "msg_0a1b2c3d4e")
        #expect(
            english.title
                == "[Digest] results on 12 files, reports missing in 40 regions, reports arrived in 1 organ")
    }

    private func item(_ number: Int, _ verdict: Verdict) -> Event.Digest.Item {
        Event.Digest.Item(
            report: Int64(number), verdict: verdict, agency: "\(number)局", year: 2025, file: "a.txt", finding: nil,
            findings: 0)
    }

    @Test func aDigestSaysHowManyItDoesNotName() {
        let digest = Event.Digest(
            counts: [.invalid: 30, .valid: 500], worst: (1...20).map { item($0, .invalid) }, delivery: "msg_0a1b2c3d4e")
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil, digest: digest)
        let summary = Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e")
        #expect(summary.text(limit: 10_000).contains("20. [有误] 20局 2025 年\n另有 10 项\n运行"))
        #expect(summary.keeping(5).more?.hasPrefix("另有 25 项") == true)
    }

    @Test func aDigestTellsTheGoodNews() {
        var (mended, partly) = (item(1, .valid), item(2, .invalid))
        (mended.formerVerdict, mended.gone) = (.invalid, 2)
        (partly.formerVerdict, partly.gone) = (.invalid, 1)
        let digest = Event.Digest(
            counts: [.invalid: 1, .valid: 3], worst: [item(2, .invalid)],
            gone: .init(reports: 25, named: [mended, partly]), delivery: "msg_0a1b2c3d4e")
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil, digest: digest)
        let summary = Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e")
        #expect(
            summary.text(limit: 10_000) == """
                【汇总】4 份文件有核查结果
                有误 1 份
                通过 3 份
                1. [有误] 2局 2025 年
                25 份报告有错误已不存在
                ✓ 1局 2025 年：由“有误”变为“通过”
                ✓ 2局 2025 年：1 项错误已不存在
                另有 23 项
                运行 gongkai list --digest 0a1b2c3d4e 查看全部
                消息编号：0a1b2c
                """)
        #expect(summary.keeping(2).gone?.more?.hasPrefix("另有 24 项") == true)
        let english = Summary(event, in: .english, delivery: "msg_0a1b2c3d4e").gone
        #expect(english?.heading == "Reports with errors that are gone: 25")
        #expect(english?.headlines == ["1局 2025: Invalid before, now Valid", "2局 2025: 1 error is gone"])
        var alone = digest
        (alone.counts, alone.worst) = ([.valid: 1], [])
        #expect(
            Summary(
                Event(id: 1, kind: .digest, occurredAt: event.occurredAt, subject: nil, digest: alone), in: .chinese,
                delivery: "msg_1"
            ).tone == .good)
    }

    /// It may have fewer than came that day: what no route gives the channel is not among them.
    @Test func theDigestOfTheDaySaysWhoseItIsAndSinceWhen() {
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(counts: [.valid: 5], isDaily: true))
        #expect(Summary(event, in: .chinese, delivery: "msg_1").title == "【日报】上次日报以来，本渠道有 5 份文件")
        #expect(
            Summary(event, in: .english, delivery: "msg_1").title
                == "[Daily digest] 5 files on this channel since the last one")
    }

    @Test(arguments: [0, 100, 200, 260, 300])
    func theLeadIsCutAtWholeLinesToo(limit: Int) {
        let failure = Examination(failure: .empty)
        let subject = Fixtures.subject(verdict: .unreadable, agency: nil, findings: failure.findings)
        let summary = Summary(Fixtures.event(subject, kind: .reportFailed), in: .english, delivery: "msg_0a1b2c3d4e")
        let text = summary.text(limit: limit)
        #expect(text.hasPrefix("\(summary.title)\n") && text.hasSuffix("0a1b2c") && !text.contains("…"), "\(text)")
        #expect(limit < 260 || text.contains("read by itself"), "\(text)")
    }

    @Test(arguments: [200, 400, 1000, 5000])
    func longMessagesAreCutAtWholeLines(limit: Int) throws {
        let findings = (1...40).map { Fixtures.finding($0, severity: $0 == 40 ? .error : .warning) }
        let summary = Summary(
            Fixtures.event(Fixtures.subject(findings: findings)), in: .chinese, delivery: "msg_0a1b2c3d4e")
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
        #expect(lines.last == "消息编号：0a1b2c")
    }

    @Test func anErrorThatIsGoneIsToldAsGoodNews() {
        var subject = Fixtures.subject(verdict: .valid, findings: [], gone: [Fixtures.finding(2), Fixtures.finding(5)])
        subject.formerVerdict = .flagged
        let summary = Summary(
            Fixtures.event(subject, kind: .reportRejudged), in: .chinese, delivery: "msg_0a1b2c3d4e",
            publicURL: "https://gk.example.gov.cn/")
        #expect(summary.tone == .good && !summary.callsForAction)
        #expect(
            summary.text(limit: 10_000) == """
                【通过】嘉兴市民政局 2020 年政府信息公开工作年度报告（重新核查）
                新收申请 58 件，上年结转 2 件，予以公开 不详，不予公开 不详，无法提供 不详，结转下年 不详，行政复议 不详，行政诉讼 不详
                结论由“存疑”变为“通过”
                以前的 2 项问题已不存在
                ✓ 第 2 处分项之和与总数不符
                ✓ 第 5 处分项之和与总数不符
                文件：/srv/drop/嘉兴.txt
                消息编号：0a1b2c
                查看详情 https://gk.example.gov.cn/reports/7
                """)
    }

    @Test func goodNewsIsCutAfterTheFindings() throws {
        let subject = Fixtures.subject(
            findings: (1...4).map { Fixtures.finding($0) }, gone: (5...8).map { Fixtures.finding($0) })
        let summary = Fixtures.message(Fixtures.event(subject)).summary
        let some = PlainText().text(of: summary.keeping(6))
        #expect(some.contains("第 4 处") && some.contains("✓ 第 6 处") && !some.contains("第 7 处"))
        #expect(some.contains("另有 2 项，运行 gongkai show 7 查看"))
        let few = PlainText().text(of: summary.keeping(1))
        #expect(few.contains("另有 3 项，运行 gongkai show 7 查看") && few.contains("以前的 4 项问题已不存在\n另有 4 项\n"))
    }

    @Test func missingReportsAreListedByOrgan() throws {
        var coverage = Event.Coverage(
            region: "海宁市", year: 2025, deadline: try #require(CivilDate(year: 2026, month: 1, day: 31)),
            agencies: ["海宁市民政局", "海宁市教育局"])
        func text(_ kind: EventKind) -> String {
            let event = Event(
                id: 1, kind: kind, occurredAt: UnixTime(milliseconds: 0), subject: nil, coverage: coverage)
            return Summary(event, in: .chinese, delivery: "msg_0a1b2c3d4e").text(limit: 10_000)
        }
        #expect(
            text(.coverageMissing) == """
                【缺报】海宁市 2 个单位没有 2025 年年度报告
                应于 2026-01-31 前公布
                1. [缺报] 海宁市民政局
                2. [缺报] 海宁市教育局
                消息编号：0a1b2c
                """)
        #expect(text(.coverageWithdrawn).hasPrefix("【已补报】海宁市 2 个单位的 2025 年年度报告\n1. [已报]"))
        coverage.isRevoked = true
        #expect(text(.coverageWithdrawn).hasPrefix("【撤回缺报】海宁市 2 个单位的 2025 年年度报告尚未到期\n1. [未到期]"))
    }

    @Test(arguments: [EventKind.heartbeat, .deliveryDead])
    func whatHasNoSubjectHasAMessageToo(kind: EventKind) {
        let event = Event(id: 1, kind: kind, occurredAt: UnixTime(milliseconds: 0), subject: nil)
        for language in Language.allCases {
            let summary = Summary(event, in: language, delivery: "msg_0a1b2c3d4e")
            #expect(!summary.title.contains(kind.rawValue))
            #expect(summary.text(limit: 1000).hasSuffix("0a1b2c"))
        }
    }

    @Test func textFromDocumentsStaysOnItsLine() {
        let nasty = "a\r\n\u{202E}b\u{0000}\u{200B}\t  c\u{2028}d"
        #expect(nasty.singleLine(limit: 100) == "a b c d")
        #expect("一二三四五".singleLine(limit: 3) == "一二三…")
        #expect("一二三".singleLine(limit: 3) == "一二三")
    }
}
