internal import Core

/// Digests and notices in words.
extension Summary {
    /// What a digest has to say: counts, the worst by name, who is missing where, and how to see all of them.
    init(_ digest: Event.Digest, _ words: Wording) {
        self.init(language: words.language, tone: Tone(digest), title: words.title(of: digest))
        lead =
            Wording.worstFirst.compactMap { verdict in
                digest.counts[verdict].map { words.count($0, of: verdict) }
            }
            + Event.Coverage.News.allCases.compactMap { news in
                digest.coverage[news].map { words.count($0, of: news) }
            }
        items = digest.worst.map { words.item($0) } + digest.regions.map { words.item($0) }
        let events = digest.coverage.values.reduce(0) { $0 + $1.events }
        // What is valid is counted, but no item that anybody misses.
        unlisted = max(0, digest.total - (digest.counts[.valid] ?? 0) + events - items.count)
        if unlisted > 0, !items.isEmpty { more = words.more(unlisted, command: nil) }
        gone = words.gone(digest.gone)
        command = digest.delivery.map { "gongkai list --digest \(Wording.name(ofDelivery: $0))" }
        closing = digest.total > 0 || events == 0 ? [words.seeAll(command)] : []
        if digest.coverage[.missing] != nil { closing.append(words.seeMissing) }
        if digest.total == 0, events > 0 { command = Wording.coverageCommand }
    }

    /// What is to be said of messages that were given up.
    init(_ undelivered: Event.Undelivered, _ words: Wording) {
        self.init(language: words.language, tone: .bad, title: words.title(of: undelivered))
        lead = [undelivered.error?.singleLine(limit: 400)].compactMap { $0 }
        command = "gongkai outbox show \(Wording.name(ofDelivery: undelivered.delivery))"
        closing = [words.remedy(of: undelivered)]
    }
}

extension Summary.Tone {
    /// The first backlog is history, whatever is in it; of everything else the worst gives the colour.
    fileprivate init(_ digest: Event.Digest) {
        let worst = digest.worst.first.map { Summary.Tone($0.verdict) } ?? .neutral
        let isMissing = digest.coverage[.missing] != nil
        let isGood = (digest.coverage[.arrived] != nil || digest.gone.reports > 0) && digest.worst.isEmpty
        self = worst != .neutral ? worst : isMissing ? .attention : isGood ? .good : .neutral
    }
}

extension Wording {
    /// A delivery's id as commands take it, without `msg_`: an underscore marks text up in some chats, and what stands in
    /// its place there could not be copied.
    fileprivate static func name(ofDelivery id: String) -> Substring {
        id.hasPrefix("msg_") ? id.dropFirst(4) : id[...]
    }

    /// What shows who is missing.
    fileprivate static let coverageCommand = "gongkai coverage"

    private func say(_ chinese: String, _ english: String) -> String {
        Message(zh: chinese, en: english).text(in: language)
    }

    fileprivate func subject(_ item: Event.Digest.Item) -> String {
        let fileName = item.file.split(separator: "/").last.map(String.init) ?? item.file
        let name = (item.agency ?? fileName).singleLine(limit: 80)
        return name + (item.year.map { say(" \($0) 年", " \($0)") } ?? "")
    }

    /// The reports with errors that are gone; nil when there is none.
    fileprivate func gone(_ gone: Event.Digest.Gone) -> Summary.Gone? {
        guard gone.reports > 0 else { return nil }
        let unlisted = gone.reports - gone.named.count
        return Summary.Gone(
            heading: say("\(gone.reports) 份报告有错误已不存在", "Reports with errors that are gone: \(gone.reports)"),
            headlines: gone.named.map { headline(ofGone: $0) }, unlisted: unlisted,
            more: unlisted > 0 ? more(unlisted, command: nil) : nil)
    }

    /// What has become of a report with errors that are gone.
    func headline(ofGone item: Event.Digest.Item) -> String {
        let news =
            if let former = item.formerVerdict, former != item.verdict {
                say(
                    "由“\(name(of: former))”变为“\(name(of: item.verdict))”",
                    "\(name(of: former)) before, now \(name(of: item.verdict))")
            } else {
                say("\(item.gone) 项错误已不存在", item.gone == 1 ? "1 error is gone" : "\(item.gone) errors are gone")
            }
        return subject(item) + say("：", ": ") + news
    }

    fileprivate func item(_ item: Event.Digest.Item) -> Summary.Item {
        let finding = item.finding.map { say("：", ": ") + $0.message.text(in: language).singleLine(limit: 200) } ?? ""
        let more = item.findings > 1 ? say("（共 \(item.findings) 项）", " (\(item.findings) findings)") : ""
        return Summary.Item(
            severity: item.finding?.severity ?? .warning, label: self.name(of: item.verdict),
            headline: subject(item) + finding + more, details: [])
    }

    /// One region: the first organs by name.
    fileprivate func item(_ region: Event.Digest.Region) -> Summary.Item {
        let (coverage, named) = (region.coverage, 3)
        let names = coverage.agencies.prefix(named).map { $0.singleLine(limit: 60) }
        let others = coverage.agencies.count - names.count
        let list = names.joined(separator: say("、", ", "))
        let place = coverage.region.singleLine(limit: 60)
        let more = others > 0 ? say("等 \(coverage.agencies.count) 个单位", " and \(others) more") : ""
        let year = say("\(place.isEmpty ? "" : " ")\(coverage.year) 年：", " \(coverage.year): ")
        return Summary.Item(
            severity: region.news == .missing ? .warning : .info, label: name(of: region.news),
            headline: place + year + list + more, details: [])
    }

    fileprivate func count(_ count: Event.Digest.CoverageCount, of news: Event.Coverage.News) -> String {
        let parts = (count.regions > 0 ? [regions(count.regions)] : []) + [agencies(count.agencies)]
        return name(of: news) + say("：", ": ") + parts.joined(separator: say("，", ", "))
    }

    /// `N 个地区缺报`, for a title; organs where the roster names no regions.
    func headline(of count: Event.Digest.CoverageCount, _ news: Event.Coverage.News) -> String {
        let amount = count.regions > 0 ? regions(count.regions) : agencies(count.agencies)
        return switch news {
        case .missing: say("\(amount)缺报", "reports missing in \(amount)")
        case .arrived: say("\(amount)已补报", "reports arrived in \(amount)")
        case .notDue: say("\(amount)撤回缺报", "reports not due yet in \(amount)")
        }
    }

    private func regions(_ count: Int) -> String { say("\(count) 个地区", count == 1 ? "1 region" : "\(count) regions") }

    private func agencies(_ count: Int) -> String { say("\(count) 个单位", count == 1 ? "1 organ" : "\(count) organs") }

    fileprivate var seeMissing: String {
        say("运行 \(Self.coverageCommand) 查看缺报单位", "Run \(Self.coverageCommand) to see who is missing")
    }

    fileprivate func title(of undelivered: Event.Undelivered) -> String {
        let channel = undelivered.channel.singleLine(limit: 60)
        let all = undelivered.count == undelivered.uncertain
        let uncertain =
            undelivered.uncertain == 0
            ? ""
            : say(
                "（\(all ? "" : "其中 \(undelivered.uncertain) 条")可能已收到）",
                " (\(all ? "" : "\(undelivered.uncertain) of them ")may have arrived)")
        return say(
            "【投递失败】渠道 \(channel) 有 \(undelivered.count) 条消息\(all ? "未确认" : "未能")送达",
            "[Undelivered] \(undelivered.count) messages to the channel \(channel) were given up") + uncertain
    }

    fileprivate func remedy(of undelivered: Event.Undelivered) -> String {
        say(
            "处理后运行 gongkai outbox retry --dead 重新发送",
            "When that is mended, gongkai outbox retry --dead sends them again")
    }

    fileprivate func seeAll(_ command: String?) -> String {
        guard let command else { return seeAll }
        return say("运行 \(command) 查看全部", "Run \(command) to see them all")
    }
}
