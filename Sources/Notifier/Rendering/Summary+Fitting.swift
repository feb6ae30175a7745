extension Summary {
    /// Renders as much as fits: all of it; else the worst findings, with 另有 N 项 in place of the rest; else the
    /// largest of ``remnants``.
    ///
    /// - Parameters:
    ///   - render: makes a message of a summary.
    ///   - fits: whether a message is within the service's limit, in the unit that the service counts.
    /// - Returns: the largest rendering that fits, or the least there is.
    func rendered<Rendering>(
        _ render: (Summary) -> Rendering, fits: (Rendering) -> Bool
    ) -> Rendering {
        let whole = render(self)
        if fits(whole) { return whole }
        var best: Rendering?
        var fitting = -1
        var tooMany = custom?.count ?? (items.count + (gone?.headlines.count ?? 0))
        while tooMany - fitting > 1 {
            let middle = (fitting + tooMany) / 2
            let rendering = render(keeping(middle))
            if fits(rendering) {
                fitting = middle
                best = rendering
            } else {
                tooMany = middle
            }
        }
        if let best { return best }
        var smallest = whole
        for remnant in remnants {
            smallest = render(remnant)
            if fits(smallest) { break }
        }
        return smallest
    }

    /// The first so many of a template's lines, or of findings and good news, which comes after them.
    func keeping(_ count: Int) -> Summary {
        let words = Wording(language: language)
        var summary = self
        if let custom {
            let cut = custom.count - min(count, custom.count)
            summary.custom = custom.prefix(count) + (cut > 0 ? [words.moreLines(cut)] : [])
            if cut > 0 { summary.closing = [number].compactMap(\.self) }
            return summary
        }
        summary.items = Array(items.prefix(count))
        let cut = items.count - summary.items.count
        if cut > 0 { summary.more = words.more(cut + unlisted, command: command) }
        if let gone {
            let kept = Array(gone.headlines.prefix(max(0, count - items.count)))
            summary.gone?.headlines = kept
            let cut = gone.headlines.count - kept.count
            if cut > 0 {
                summary.gone?.more = words.more(
                    cut + gone.unlisted, command: summary.more == nil ? command : nil)
            }
        }
        return summary
    }

    /// What is left where no finding fits, the largest first: title and file, which come out of documents, are cut short,
    /// and each has one line of the lead less. The last is a few hundred bytes in any dialect, whatever documents hold.
    private var remnants: [Summary] {
        var summary = keeping(0)
        summary.title = title.singleLine(limit: 60)
        summary.figures = []
        summary.closing = summary.closing.map { $0.singleLine(limit: 60) }
        if let link, link.url.utf8.count > 300 { summary.link = nil }
        return (0...lead.count).map { cut in
            var remnant = summary
            remnant.lead.removeLast(cut)
            return remnant
        }
    }

    /// The same with a template's lines, marked up already, in place of all but title, link and, unless they have the
    /// short id, the number.
    func saying(_ lines: [String], shortID: some StringProtocol) -> Summary {
        var summary = Summary(language: language, tone: tone, title: title)
        summary.link = link
        summary.custom = lines
        summary.number = number
        if !lines.contains(where: { $0.contains(shortID) }) { summary.closing = [number].compactMap(\.self) }
        return summary
    }

    /// The whole as plain text, at most so many bytes.
    func text(limit: Int) -> String {
        rendered {
            PlainText().text(of: $0)
        } fits: {
            $0.utf8.count <= limit
        }
    }
}
