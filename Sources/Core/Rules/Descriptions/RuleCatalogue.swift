extension RuleDescription {
    /// Everything that may be silenced, weighed and routed, in the order of RULES.md: the rules that judge reports, what
    /// comes of files, and what comes of the roster.
    public static let all: [RuleDescription] = [
        requestsBalance, requestsOutcomes, requestsRow, appeals, notJudged,
        carriedOver, documentsInForce, items,
        narrativeRequests, narrativeOutcomes, narrativeAppeals, narrativeNormativeDocuments, breakdown,
        copiedNarrative,
        sectionMissing, tableMissing, rowMissing, sectionNumbering, declaredParts, editionForYear,
        blankCells, collapsedRows, textInNumber, unreadableCells, negativeCounts, fractionalCounts,
        licensingEqualsPublished, yearOverYear,
        feeStatement, assessment, problemsEmpty, late,
        agencyUnknown, yearUnknown, identityConflict,
        documentEncoding, documentDuplicate, documentRevision, documentTooLarge, documentUnsupported, documentCorrupt,
        documentTimeout, documentEmpty, documentDenied, documentNotRegular, documentForeign, documentSidecar,
        coverageMissing,
    ]
}
