import Testing

@testable import Core

@Suite struct LabelIndexTests {
    private func term(_ text: String) -> Term? {
        let bytes = Array(text.utf8)
        return LabelIndex.form.term(for: 0..<bytes.count, in: bytes.span)
    }

    private func requestRow(_ text: String) -> String? {
        term(text)?.requestRow.map { Form.requestRows[$0].id }
    }

    @Test(arguments: Form.requestRows.flatMap { row in row.wordings.map { ($0, row.id) } })
    func everyRequestWordingIsKnown(wording: String, id: String) {
        #expect(requestRow(wording) == id)
        #expect(requestRow(wording.map { "\($0) " }.joined()) == id, "with spaces inside")
        #expect(requestRow(wording.halfWidth) == id, "half width")
        let half = wording.index(wording.startIndex, offsetBy: wording.count / 2)
        #expect(requestRow(wording[..<half] + "\n" + wording[half...]) == id, "wrapped")
    }

    @Test(
        arguments: Form.editions.flatMap { edition in
            edition.disclosure.flatMap { row in row.label.wordings.map { ($0, row.label.id) } }
        })
    func everyDisclosureWordingIsKnown(wording: String, id: String) {
        let found = term(wording)
        #expect(found?.disclosureRow.map { Form.disclosureRows[$0] } == id)
        #expect(found?.onlyTable == .disclosure)
    }

    @Test(
        arguments: Form.editions.indices.flatMap { position in
            Form.editions[position].disclosure.flatMap { row in row.columns.map { ($0.label.label, position) } }
        })
    func everyDisclosureHeadTellsItsEdition(head: String, edition: Int) {
        #expect((term(head)?.disclosureHeadEditions ?? 0) >> UInt64(edition) & 1 == 1)
    }

    @Test(arguments: [
        ("（1）属于国家秘密", "refused_state_secret"), ("属于国家秘密", "refused_state_secret"),
        ("1、属于国家秘密", "refused_state_secret"), ("1属于国家秘密", "refused_state_secret"),
        ("3.危及\"三安全一稳定\"", "refused_security_and_stability"), ("3.危及三安全一稳定", "refused_security_and_stability"),
        ("（二）部分公开(区分处理的，只计这一情形)", "partly_granted"), ("二、部分公开", "partly_granted"),
        ("一、本年新收政府信息公开申请", "received"), ("本年新收政府信息公开申请数量（件）", "received"),
        ("2.其他法律行政法规禁止公\n开", "refused_prohibited_by_law"),
        ("1.申请人无正当理由逾期不补正", "other_not_corrected"), ("5.要求行政机关确认或重新出具已获取", "not_processed_reconfirmation"),
        ("2.申请人逾期未按收费通知缴纳费用、行政机关不再处理其政府信息公开申请", "other_fee_unpaid"), ("3.其他", "other_misc"),
    ])
    func variantIsKnown(text: String, id: String) {
        #expect(requestRow(text) == id)
    }

    @Test(arguments: [
        "属于国家", "国家秘密", "主动公开", "公开", "申请", "行政", "其他政府机关", "总计划", "规章制度", "行政许可法", "行政处罚决定书", "自然人口",
        "结果维持原判", "重复申请人", "2020年度", "无", "0", "", "（一）", "《规章制定程序条例》", "行政复议情况", "部分公开的信息",
    ])
    func nearMissIsNone(text: String) {
        #expect(term(text) == nil)
    }

    @Test func sharedWordingsStayOpen() {
        #expect(term("总计")?.onlyTable == nil)
        #expect(term("其他")?.onlyTable == .requests)
        #expect(term("结果维持")?.onlyTable == .appeals)
    }
}

extension String {
    /// Parentheses and full stops in half width.
    fileprivate var halfWidth: String {
        String(map { ["（": "(", "）": ")", "，": ",", "“": "\"", "”": "\""][$0] ?? $0 })
    }
}
