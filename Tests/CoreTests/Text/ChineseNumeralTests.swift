import Testing

@testable import Core

@Suite struct ChineseNumeralTests {
    @Test(arguments: [
        ("零", 0), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百零五", 105), ("两百", 200),
        ("一百一十", 110), ("三千零四十", 3040), ("一万二千", 12000), ("两", 2), ("二〇二一", 2021), ("二○二○", 2020),
    ])
    func hasValue(text: String, value: Int) {
        #expect(ChineseNumeral.value(text.unicodeScalars.map(\.value)) == value)
    }

    @Test(arguments: ["", "二三十", "一二三四五六七八九一二三四"])
    func hasNoValue(text: String) {
        #expect(ChineseNumeral.value(text.unicodeScalars.map(\.value)) == nil)
    }
}
