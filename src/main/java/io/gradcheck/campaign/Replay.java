package io.gradcheck.campaign;

import io.gradcheck.campaign.crew.DoesNotEnd;
import io.gradcheck.campaign.crew.GivenUp;
import io.gradcheck.campaign.crew.Job;
import io.gradcheck.campaign.crew.Jobs;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.recording.AssertionWatch;
import io.gradcheck.recording.Recorder;
import io.gradcheck.recording.Recording;
import io.gradcheck.source.SubjectSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The cases of a corpus as jobs; whatever one of them does, it is told by its file. Recorded for the test that made this. */
final class Replay {

    private final Corpus corpus;
    private final List<SubjectSource> sources;
    private final GradientChecker checker;
    private final Sought sought;
    private final List<Path> files;
    private final Optional<Recording> recording = Recorder.recording();
    private final Optional<AssertionWatch> watch = Recorder.watch();

    Replay(Corpus corpus, List<Path> files, List<SubjectSource> sources, GradientChecker checker, Sought sought) {
        this.corpus = corpus;
        this.sources = sources;
        this.checker = checker;
        this.sought = sought;
        this.files = List.copyOf(files);
    }

    /** The jobs, one for each file. */
    Jobs<Map<String, Replayed>> jobs() {
        return Jobs.of(files.stream().map(FileJob::new).iterator());
    }

    /** What became of each file, in their order; those that were not reached are told as that. */
    List<Replayed> results(List<Map<String, Replayed>> kept) {
        Map<String, Replayed> all = new LinkedHashMap<>();
        kept.forEach(all::putAll);
        return results(files, all);
    }

    /**
     * What became of each file.
     *
     * @param files the files
     * @param reached what became of those that were reached, by their names
     * @return the same in the order of the files, and of the others that they were not reached
     */
    static List<Replayed> results(List<Path> files, Map<String, Replayed> reached) {
        List<Replayed> replayed = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Replayed one = reached.get(name);
            replayed.add(
                    one == null
                            ? new Replayed(
                                    name,
                                    Replayed.State.DAMAGED,
                                    "was not checked, as the campaign was stopped before; give it more time")
                            : one);
        }
        return replayed;
    }

    /** What a case of the corpus comes to that did not come to its end. */
    static String lost(DoesNotEnd how) {
        return how.kind().signature() + "\n" + new Thrown(how).text();
    }

    private final class FileJob implements Job<Map<String, Replayed>> {

        private final Path file;
        private final String name;

        private FileJob(Path file) {
            this.file = file;
            this.name = String.valueOf(file.getFileName());
        }

        @Override
        public Consumer<Map<String, Replayed>> work(Runnable step) {
            recording.ifPresent(Recording::enter);
            watch.ifPresent(AssertionWatch::enter);
            try {
                return ended(corpus.replay(file, sources, checker, sought));
            } finally {
                watch.ifPresent(AssertionWatch::leave);
                recording.ifPresent(Recording::leave);
            }
        }

        @Override
        public Consumer<Map<String, Replayed>> givenUp(GivenUp givenUp) {
            return ended(
                    givenUp.hangs() || givenUp.exits()
                            ? new Replayed(name, Replayed.State.FAILS, lost(DoesNotEnd.of(givenUp)))
                            : new Replayed(
                                    name,
                                    Replayed.State.DAMAGED,
                                    "was given up after " + DoesNotEnd.seconds(givenUp.taken())
                                            + ", when the campaign was to stop"));
        }

        private Consumer<Map<String, Replayed>> ended(Replayed replayed) {
            return all -> all.put(name, replayed);
        }
    }
}
