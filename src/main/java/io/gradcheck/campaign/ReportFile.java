package io.gradcheck.campaign;

import com.grack.nanojson.JsonParserException;
import io.gradcheck.campaign.CampaignFindings.Series;
import io.gradcheck.campaign.count.Decisions;
import io.gradcheck.campaign.count.Skips;
import io.gradcheck.campaign.count.Traits;
import io.gradcheck.result.AtomicFile;
import io.gradcheck.result.JsonFile;
import io.gradcheck.result.JsonInput;
import io.gradcheck.source.cases.CaseFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A campaign's report as a JSON file, so that shards can run on other machines and be merged here. */
final class ReportFile {

    private static final int FORMAT = 4;

    private ReportFile() {}

    static void write(CampaignFindings report, Path file) throws IOException {
        AtomicFile.write(file, text(report));
    }

    /** The report as JSON. */
    static String text(CampaignFindings report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        // A text: readers of JSON may round numbers to 53 bits.
        fields.put("seed", Long.toString(report.seed()));
        fields.put("campaign", report.series().campaign());
        fields.put("shards", List.copyOf(report.series().shards()));
        fields.put("of", report.series().of());
        fields.put("cases", report.cases());
        fields.put("telling", report.telling());
        fields.put("skipped", report.skipped().written());
        fields.put("decisions", report.decisions().written());
        fields.put("leastSeen", report.leastSeen());
        fields.put("interrupted", report.interrupted());
        fields.put("variables", report.tally().written());
        fields.put("traits", report.traits().written());
        fields.put(
                "findings", report.sightings().stream().map(ReportFile::written).toList());
        fields.put("corpus", report.replayed().stream().map(ReportFile::written).toList());
        fields.put("mishaps", report.mishaps());
        return JsonFile.text(FORMAT, fields);
    }

    private static Map<String, Object> written(Sighting sighting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", sighting.source());
        fields.put("signature", sighting.signature());
        fields.put("votes", written(sighting.votes()));
        fields.put("count", sighting.count());
        Example example = sighting.example();
        fields.put("first", example.index());
        fields.put("found", example.found());
        fields.put("summary", String.join("\n", example.summary()));
        fields.put("text", example.text());
        fields.put("code", example.code());
        fields.put("case", example.data());
        fields.put("steps", example.steps());
        fields.put("checks", example.checks());
        return fields;
    }

    private static Map<String, Object> written(Votes votes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("variables", votes.variables());
        fields.put("others", votes.others());
        fields.put("beside", votes.beside());
        fields.put("laws", votes.laws());
        fields.put("cases", votes.cases());
        return fields;
    }

    private static Map<String, Object> written(Replayed replayed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", replayed.file());
        fields.put("state", replayed.state().name());
        fields.put("text", replayed.text());
        return fields;
    }

    static CampaignFindings read(Path file) throws IOException {
        return read(JsonInput.text(file), String.valueOf(file.getFileName()));
    }

    /**
     * Reads a report.
     *
     * @param text as {@link #text} wrote it
     * @param where what it is, for messages
     */
    static CampaignFindings read(String text, String where) {
        CaseFields fields;
        try {
            fields = new CaseFields(where, JsonFile.read(text, where, FORMAT));
        } catch (JsonParserException damaged) {
            throw new IllegalArgumentException(
                    where + ": found no JSON (" + damaged.getMessage() + "), wanted the report of a campaign", damaged);
        }
        return new CampaignFindings(
                seed(where, fields.text("seed")),
                series(where, fields),
                fields.whole("cases"),
                fields.whole("telling"),
                Skips.read(fields.fields("skipped")),
                fields.data().containsKey("decisions") ? Decisions.read(fields.fields("decisions")) : new Decisions(),
                fields.number("leastSeen"),
                fields.flag("interrupted"),
                Tally.read(fields.fields("variables")),
                Traits.read(fields.fields("traits")),
                sightings(fields),
                replayed(fields),
                fields.data().containsKey("mishaps") ? fields.texts("mishaps") : List.of());
    }

    private static Series series(String where, CaseFields fields) {
        int of = fields.count("of");
        SortedSet<Integer> shards = new TreeSet<>();
        for (long shard : fields.wholes("shards")) {
            if (shard < 1 || shard > of) {
                throw new IllegalArgumentException(
                        where + ": found shard " + shard + " of " + of + ", wanted 1.." + of);
            }
            shards.add((int) shard);
        }
        return new Series(fields.text("campaign"), shards, of);
    }

    private static long seed(String where, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    where + ": found seed \"" + text + "\", wanted a whole number", noNumber);
        }
    }

    private static List<Sighting> sightings(CaseFields fields) {
        return fields.objects("findings").stream()
                .map(one -> new Sighting(
                        one.text("source"),
                        one.text("signature"),
                        votes(one.fields("votes")),
                        one.whole("count"),
                        example(one)))
                .toList();
    }

    private static Example example(CaseFields one) {
        return new Example(
                one.whole("first"),
                one.text("found"),
                one.text("summary").lines().toList(),
                one.text("text"),
                one.text("code"),
                one.object("case"),
                one.count("steps"),
                one.count("checks"));
    }

    private static Votes votes(CaseFields fields) {
        return new Votes(
                counts(fields.fields("variables")),
                counts(fields.fields("others")),
                counts(fields.fields("beside")),
                counts(fields.fields("laws")),
                counts(fields.fields("cases")));
    }

    private static Map<String, Long> counts(CaseFields fields) {
        Map<String, Long> counts = new TreeMap<>();
        fields.data().keySet().forEach(name -> counts.put(name, fields.whole(name)));
        return counts;
    }

    private static List<Replayed> replayed(CaseFields fields) {
        return fields.objects("corpus").stream()
                .map(one ->
                        new Replayed(one.text("file"), one.oneOf("state", Replayed.State.values()), one.text("text")))
                .toList();
    }
}
