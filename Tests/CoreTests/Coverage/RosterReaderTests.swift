import Testing

@testable import Core

@Suite struct RosterReaderTests {
    private func problems(_ text: String) -> [String] {
        do throws(RosterError) {
            _ = try RosterReader.read(Array(text.utf8))
            return []
        } catch {
            return error.problems.map { "\($0.line) \($0.message)" }
        }
    }

    @Test func `columns stand in any order and most may be left out`() throws {
        let text = """
            \u{FEFF}region,organ,aliases,kind,parent,channel\r
            嘉兴市, 嘉兴市民政局 ,嘉兴市民政局（老龄办）；嘉兴市老龄办;,,嘉兴市人民政府,civil\r
            嘉兴市,嘉兴市人民政府,,,,\r
            ,新塍镇人民政府,,,嘉兴市人民政府,\r
            ,江南街道办事处,,department,,\r

            """
        let organs = try RosterReader.read(Array(text.utf8)).organs
        #expect(organs.map(\.name) == ["嘉兴市民政局", "嘉兴市人民政府", "新塍镇人民政府", "江南街道办事处"])
        #expect(organs.map(\.kind) == [.department, .government, .township, .department])
        #expect(organs[0].aliases == ["嘉兴市民政局(老龄办)", "嘉兴市老龄办"])
        #expect(organs[0].channel == "civil" && organs[0].parent == "嘉兴市人民政府")
        #expect(organs[2].region == "嘉兴市", "a region comes from the parent")
        #expect(organs[3].region == "" && organs[3].parent == nil)
        #expect(try RosterReader.read(Array("organ\n甲局\n".utf8)).organs.map(\.name) == ["甲局"])
    }

    @Test func `all that is wrong is told at once with its line`() {
        let text = """
            organ,kind,region,parent,aliases
            甲局,bureau,,,
            乙局,,A市,丙局,
            乙局,,A市,,
            丁局,,A市,,乙局
            戊局,,A市,己局,戊 局
            己局,,A市,戊局,
            ,,A市,,
            庚局,,A市
            """
        #expect(
            problems(text) == [
                "2 unknown kind \"bureau\"; it is department, township or government, or empty for what the name says",
                "3 the parent \"丙局\" is no organ of this roster",
                "4 \"乙局\" is an organ on line 3 already; one name means one organ in a region",
                "5 alias \"乙局\" is an organ on line 3 already; one name means one organ in a region",
                "6 \"戊局\" stands twice among this organ's names",
                "6 戊局 is among its own parents",
                "7 己局 is among its own parents",
                "8 no organ's name",
                "9 3 fields, but the first line names 5 columns",
            ])
    }

    @Test func `an unknown column is an error that says which there are`() {
        #expect(
            problems("organ,rgion,organ\n甲局,,\n") == [
                "1 the column organ stands there twice",
                "1 unknown column \"rgion\"; known are organ, kind, region, parent, aliases, channel",
            ])
        #expect(problems("region\nA市\n") == ["1 no column organ, which names the organs"])
        #expect(problems("").first?.hasPrefix("1 empty") == true)
        #expect(problems("organ\n\"甲局\n").first?.hasPrefix("2 ") == true)
    }

    @Test func `organs of one name are told apart by their regions`() throws {
        #expect(problems("organ,region\n城关镇人民政府,A县\n城关镇人民政府,B县\n") == [])
        #expect(
            problems("organ,region\n城关镇人民政府,A县\n城关镇人民政府,\n") == [
                "3 \"城关镇人民政府\" is an organ on line 2 already; give both their region"
            ])
    }
}
