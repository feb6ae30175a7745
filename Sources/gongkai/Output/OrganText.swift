import Core

/// An organ with the region that tells it from others of its name.
struct OrganText {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// The organ's name, its region in brackets unless the name begins with it.
    func text(_ agency: String, region: String?) -> String {
        guard let region, !region.isEmpty, !agency.hasPrefix(region) else { return agency }
        return language == .chinese ? "\(agency)（\(region)）" : "\(agency) (\(region))"
    }
}
