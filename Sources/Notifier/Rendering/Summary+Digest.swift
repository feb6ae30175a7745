internal import Core

/// Digests and notices in words.
extension Summary {
    /// What a digest has to say: counts, the worst by name, and how to see all of them.
    init(_ digest: Event.Digest, _ words: Wording) {
        // The first backlog is history, whatever is in it; of everything else the worst gives the colour.
        let tone = digest.worst.first.map { Summary.Tone($0.verdict) } ?? .neutral
        self.init(language: words.language, tone: tone, title: words.title(of: digest))
        lead = Wording.worstFirst.compactMap { verdict in
            digest.counts[verdict].map { words.count($0, of: verdict) }
        }
        items = digest.worst.map { words.item($0) }
        unlisted = max(0, digest.total - items.count)
        command = digest.delivery.map { "gongkai list --digest \($0)" }
        closing = [words.seeAll(command)]
    }

    /// What is to be said of messages that were given up.
    init(_ undelivered: Event.Undelivered, _ words: Wording) {
        self.init(language: words.language, tone: .bad, title: words.title(of: undelivered))
        lead = [undelivered.error?.singleLine(limit: 400)].compactMap { $0 }
        command = "gongkai outbox show \(undelivered.delivery)"
        closing = [words.remedy(of: undelivered)]
    }
}

extension Wording {
    private func say(_ chinese: String, _ english: String) -> String {
        Message(zh: chinese, en: english).text(in: language)
    }

    fileprivate func item(_ item: Event.Digest.Item) -> Summary.Item {
        let fileName = item.file.split(separator: "/").last.map(String.init) ?? item.file
        let name = (item.agency ?? fileName).singleLine(limit: 80)
        let year = item.year.map { say(" \($0) 年", " \($0)") } ?? ""
        let finding = item.finding.map { say("：", ": ") + $0.message.text(in: language).singleLine(limit: 200) } ?? ""
        let more = item.findings > 1 ? say("（共 \(item.findings) 项）", " (\(item.findings) findings)") : ""
        return Summary.Item(
            severity: item.finding?.severity ?? .warning, label: self.name(of: item.verdict),
            headline: name + year + finding + more, details: [])
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
