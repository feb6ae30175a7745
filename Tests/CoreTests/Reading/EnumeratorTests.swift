import Testing

@testable import Core

@Suite struct EnumeratorTests {
    private func read(_ text: String) -> (enumerator: Enumerator, rest: String) {
        let bytes = Array(text.utf8)
        let enumerator = Enumerator.read(0..<bytes.count, in: bytes.span)
        return (enumerator, String(decoding: bytes[enumerator.contentStart...], as: UTF8.self))
    }

    @Test(arguments: [
        ("一、总体情况", 1, true, "总体情况"), ("1、 总体情况", 1, false, "总体情况"), ("1.属于国家秘密", 1, false, "属于国家秘密"),
        ("１．属于国家秘密", 1, false, "属于国家秘密"), ("十二、附则", 12, true, "附则"), ("六.其他", 6, true, "其他"),
        ("1属于国家秘密", 1, false, "属于国家秘密"), ("二 、主动公开", 2, true, "主动公开"), ("10、条", 10, false, "条"),
        ("1)属于", 1, false, "属于"), ("三：申请", 3, true, "申请"),
    ])
    func plain(text: String, value: Int, isChinese: Bool, rest: String) {
        let (enumerator, found) = read(text)
        #expect(enumerator.style == .plain)
        #expect(enumerator.value == value)
        #expect(enumerator.isChinese == isChinese)
        #expect(found == rest)
    }

    @Test(arguments: [
        ("（一）予以公开", 1, true, "予以公开"), ("(3) 不予公开", 3, false, "不予公开"), ("（5） 监督保障情况", 5, false, "监督保障情况"),
        ("( 七 )总计", 7, true, "总计"), ("（十一）、其他", 11, true, "其他"),
    ])
    func parenthesised(text: String, value: Int, isChinese: Bool, rest: String) {
        let (enumerator, found) = read(text)
        #expect(enumerator.style == .parenthesised)
        #expect(enumerator.value == value)
        #expect(enumerator.isChinese == isChinese)
        #expect(found == rest)
    }

    @Test(arguments: [
        "", "总体情况", "2020年工作", "一是加强领导", "三大举措", "0 1.属于国家秘密", "（本列数据的勾稽关系为）", "123、", "第一部分",
        "一", "1", "（一", "十分重视",
    ])
    func none(text: String) {
        let (enumerator, rest) = read(text)
        #expect(enumerator.style == .none)
        #expect(enumerator.value == nil)
        #expect(rest == text)
    }
}
