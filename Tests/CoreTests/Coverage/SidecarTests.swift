import Testing

@testable import Core

@Suite struct SidecarTests {
    private func sidecar(_ text: String) -> Sidecar { Sidecar.read(Array(text.utf8)) }

    @Test func `what it says is taken and unknown keys are passed over`() {
        let read = sidecar(
            """
            {"url": "http://user@WWW.jiaxing.gov.cn:8080/a?b", "fetched_at": "2024-02-01T03:00:00Z", "agency": "嘉兴市民政局",
             "published_at": "2024-01-30", "region": "嘉兴市", "year": 2023, "x": [1], "title": null}
            """)
        #expect(read.complaints == [] && read.isJSON)
        #expect(read.host == "jiaxing.gov.cn")
        #expect(read.publishedAt?.date.description == "2024-01-30")
        #expect(read.agency == "嘉兴市民政局" && read.region == "嘉兴市" && read.year == 2023)
    }

    @Test(arguments: [
        (#"{"year": "2023", "agency": "甲局"}"#, "year"), (#"{"year": 2023.5, "agency": "甲局"}"#, "year"),
        (#"{"year": 20233, "agency": "甲局"}"#, "year"), (#"{"url": 1, "agency": "甲局"}"#, "url"),
        (#"{"url": "not a url", "agency": "甲局"}"#, "url"), (#"{"url": "a.gov.cn/b", "agency": "甲局"}"#, "url"),
        (#"{"url": "http://", "agency": "甲局"}"#, "url"), (#"{"url": "http://a b/c", "agency": "甲局"}"#, "url"),
        (#"{"region": " ", "agency": "甲局"}"#, "region"), (#"{"fetched_at": 1700000000, "agency": "甲局"}"#, "fetched_at"),
        (#"{"published_at": "30/1/2024", "agency": "甲局"}"#, "published_at"),
        (#"{"agency": "甲局", "agency": "乙局"}"#, "agency"),
    ])
    func `a wrong value is told of and the rest counts`(text: String, key: String) {
        let read = sidecar(text)
        #expect(read.complaints.count == 1)
        #expect(read.complaints.first?.english.hasPrefix(key) == true)
        #expect(read.agency == "甲局" && read.year == nil)
    }

    @Test func `what is no JSON object says nothing`() {
        #expect(!sidecar("{\"year\": 20").isJSON)
        #expect(sidecar("{\"year\": 20").complaints.first?.chinese.contains("第 1 行第 12 列") == true)
        #expect(sidecar("[]").isJSON)
        #expect(sidecar("[]").complaints.count == 1)
        #expect(sidecar("{}") == Sidecar())
    }

    @Test(arguments: [
        "https://www.jiaxing.gov.cn/art/2021/1/20/art_1.html?a=b#c", "HTTP://a:8080", "ftp://a/b.doc", "https://[::1]/",
        "http://政务.中国/年报 2020.html", "file:///srv/a.html",
    ])
    func `addresses as scrapers write them are none to tell of`(url: String) {
        let read = sidecar(#"{"url": "\#(url)"}"#)
        #expect(read.complaints == [] && read.url == url)
    }

    @Test(arguments: ["ftp://a/", "a.gov.cn", "https://", "https://[::1]/", "http:///x"])
    func `not every url has a host`(url: String) {
        #expect(sidecar(#"{"url": "\#(url)"}"#).host == nil)
    }
}
