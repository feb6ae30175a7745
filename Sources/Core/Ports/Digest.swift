extension Event {
    /// Many reports in one message.
    public struct Digest: Sendable, Hashable {
        /// How many files came to each verdict; a file that came several times counts once, with its last verdict.
        public var counts: [Verdict: Int]
        /// How many events it covers; at least as many as files.
        public var covered: Int
        /// The worst of them, worst first; a bounded number.
        public var worst: [Item]
        /// The good news: reports with errors that were told before and are gone since.
        public var gone: Gone
        /// How many of its events are about organs without a report, by what they tell of them.
        public var coverage: [Coverage.News: CoverageCount]
        /// Some of those events: who is missing before who has come; a bounded number.
        public var regions: [Region]
        /// When the first and the last of its events happened; nil where that is not known.
        public var span: ClosedRange<UnixTime>?
        /// The delivery's id, by which `gongkai list --digest` shows all of it; nil where there is no such list.
        public var delivery: String?
        /// Whether it is the one of `daily_digest`.
        public var isDaily: Bool

        /// A digest.
        public init(
            counts: [Verdict: Int], covered: Int? = nil, worst: [Item] = [], gone: Gone = Gone(),
            coverage: [Coverage.News: CoverageCount] = [:], regions: [Region] = [], span: ClosedRange<UnixTime>? = nil,
            delivery: String? = nil, isDaily: Bool = false
        ) {
            self.counts = counts
            self.covered = covered ?? counts.values.reduce(0, +)
            self.worst = worst
            self.gone = gone
            self.coverage = coverage
            self.regions = regions
            self.span = span
            self.delivery = delivery
            self.isDaily = isDaily
        }

        /// How many files there were.
        public var total: Int { counts.values.reduce(0, +) }

        /// Reports with errors that were told before and are gone since.
        public struct Gone: Sendable, Hashable {
            /// How many reports.
            public var reports: Int
            /// The first of them; a bounded number.
            public var named: [Item]

            /// Reports with errors that are gone.
            public init(reports: Int = 0, named: [Item] = []) {
                self.reports = reports
                self.named = named
            }
        }

        /// How much is told of organs without a report.
        public struct CoverageCount: Sendable, Hashable {
            /// In how many events, one for each region, year and deadline.
            public var events: Int
            /// In how many regions that have a name.
            public var regions: Int
            /// Of how many organs.
            public var agencies: Int

            /// How much is told.
            public init(events: Int, regions: Int, agencies: Int) {
                self.events = events
                self.regions = regions
                self.agencies = agencies
            }
        }

        /// What is told of one region's organs.
        public struct Region: Sendable, Hashable {
            /// What it is news of.
            public var news: Coverage.News
            /// Whose reports, on which year.
            public var coverage: Coverage

            /// What is told of one region's organs.
            public init(news: Coverage.News, coverage: Coverage) {
                self.news = news
                self.coverage = coverage
            }
        }

        /// One report, with what is worst about it.
        public struct Item: Sendable, Hashable {
            /// Its report's id in the store.
            public var report: Int64
            /// The verdict.
            public var verdict: Verdict
            /// The organ, when known.
            public var agency: String?
            /// The report year, when known.
            public var year: Int?
            /// The file's path for showing.
            public var file: String
            /// Its worst finding, of which rule, severity and words count; nil when it has none.
            public var finding: Finding?
            /// How many findings it has.
            public var findings: Int
            /// The verdict that was told before; nil where nothing is gone.
            public var formerVerdict: Verdict?
            /// How many errors that were told before are gone.
            public var gone: Int

            /// One report.
            public init(
                report: Int64, verdict: Verdict, agency: String?, year: Int?, file: String, finding: Finding?,
                findings: Int, formerVerdict: Verdict? = nil, gone: Int = 0
            ) {
                self.report = report
                self.verdict = verdict
                self.agency = agency
                self.year = year
                self.file = file
                self.finding = finding
                self.findings = findings
                self.formerVerdict = formerVerdict
                self.gone = gone
            }
        }
    }

    /// Messages to one channel that were given up.
    public struct Undelivered: Sendable, Hashable {
        /// The channel.
        public var channel: String
        /// How many since it was last told.
        public var count: Int
        /// One of them, the last.
        public var delivery: String
        /// Why, with what to do about it; holds no secret.
        public var error: String?
        /// How many of them may have arrived all the same.
        public var uncertain: Int
        /// Whether what was given up was itself such a message.
        public var isRepeated: Bool
        /// The channels that are told; all others pass over it.
        public var audience: [String]

        /// Messages to one channel that were given up.
        public init(
            channel: String, count: Int, delivery: String, error: String?, uncertain: Int = 0, isRepeated: Bool = false,
            audience: [String]
        ) {
            self.channel = channel
            self.count = count
            self.delivery = delivery
            self.error = error
            self.uncertain = uncertain
            self.isRepeated = isRepeated
            self.audience = audience
        }
    }
}
