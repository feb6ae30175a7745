/// A narrative that was written before.
extension Rule {
    /// The narrative repeats the same organ's earlier report or another organ's.
    ///
    /// What the form dictates does not count: the sketch leaves it out (``NarrativeSketch``).
    static let copiedNarrative = Rule(.copiedNarrative) { report, context, rule in
        guard let model = context.model, model.similarity >= context.parameters.copiedSimilarity else { return [] }
        // Rounded down, so that 100 means that nothing differs.
        let share = Int(model.similarity * 100)
        let isOwn = model.year != report.identity.year
        return [
            rule.finding(
                Message(
                    zh: "正文约 \(share)% 与\(isOwn ? "本机关" : model.agency) \(model.year) 年度报告（报告 \(model.report)）相同",
                    en: "about \(share)% of the narrative is that of the report of "
                        + "\(isOwn ? "the same organ" : model.agency) on \(model.year) (report \(model.report))"),
                in: report)
        ]
    }
}
