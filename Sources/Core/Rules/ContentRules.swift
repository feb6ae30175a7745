/// What a report owes a word on.
extension Rule {
    /// From this report year on the information-handling fee has to be stated.
    private static let firstYearOfFees = 2021

    /// Nothing is said on the information-handling fee.
    static let feeStatement = Rule(.feeStatement) { report, rule in
        guard let year = report.identity.year, year >= firstYearOfFees, let mentions = report.narrative.mentions,
            !mentions.contains(.fee)
        else { return [] }
        let other = report.headings.first { $0.section == .other }
        return [
            rule.finding(
                Message(
                    zh: "全文没有说明依申请公开信息处理费的收取情况（没有收费也应写明）",
                    en:
                        "the report nowhere speaks of the information-handling fee (to be stated even when none was charged)"
                ),
                in: report, place: other?.place)
        ]
    }

    /// A government says nothing on assessment, evaluation by the public and accountability.
    static let assessment = Rule(.assessment) { report, rule in
        guard report.identity.kind == .government, let mentions = report.narrative.mentions,
            mentions.isDisjoint(with: [.assessment, .evaluation, .accountability])
        else { return [] }
        return [
            rule.finding(
                Message(
                    zh: "政府的报告应包括工作考核、社会评议和责任追究情况，文中均未提及",
                    en: "a government's report should cover assessment, evaluation by the public and accountability; "
                        + "it speaks of none"),
                in: report)
        ]
    }

    /// Section five has nothing to say.
    static let problemsEmpty = Rule(.problemsEmpty) { report, rule in
        guard let section = report.narrative.emptySections.first(where: { $0.section == .problems }) else { return [] }
        let message =
            section.quote.isEmpty
            ? Message(
                zh: "“存在的主要问题及改进情况”部分没有内容", en: "nothing stands in section five, problems and improvements")
            : Message(
                zh: "“存在的主要问题及改进情况”部分只写了“\(section.quote)”",
                en: "section five, problems and improvements, says no more than that there is nothing")
        return [
            rule.finding(
                message, in: report, place: section.place, quote: section.quote.isEmpty ? nil : section.quote)
        ]
    }
}
