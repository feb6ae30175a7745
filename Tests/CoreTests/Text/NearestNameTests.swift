import Testing

@testable import Core

@Suite struct NearestNameTests {
    @Test func `the nearest name is one slip away or none`() {
        let names = ["settle_ms", "rescan_s", "mode", "ignore"]
        #expect(NearestName.to("setle_ms", among: names) == "settle_ms")
        #expect(NearestName.to("Mode", among: names) == "mode")
        #expect(NearestName.to("rescan", among: names) == "rescan_s")
        #expect(NearestName.to("interval", among: names) == nil)
        #expect(NearestName.distance("kitten", "sitting") == 3)
        #expect(NearestName.distance("form", "from") == 1)
    }
}
