package io.gradcheck.campaign;

import io.gradcheck.campaign.CampaignRun.Lost;
import io.gradcheck.campaign.crew.DoesNotEnd;
import io.gradcheck.campaign.worker.WorkerEnd;
import io.gradcheck.campaign.worker.WorkerEnd.Answer;
import io.gradcheck.result.JsonFile;
import io.gradcheck.source.SubjectSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does for a campaign: parts of its series, files of its corpus, findings to be made small. Every answer is a report
 * in JSON.
 */
final class CampaignWorker {

    /** Begins a task: check the cases of a range. */
    private static final String RANGE = "range";

    /** Begins a task: make a case small. */
    private static final String SHRINK = "shrink";

    /** Begins a task: tell of a case that ended its JVM; it is made, and not checked. */
    private static final String LOST = "lost";

    /** The same of a case that cannot be made without ending the JVM. */
    private static final String NOT_MADE = "not-made";

    /** Begins a task: check a file of the corpus. */
    private static final String REPLAY = "replay";

    private final List<SubjectSource> sources;
    private final Settings settings;
    private final Set<String> told = new HashSet<>();

    CampaignWorker(List<SubjectSource> sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    static String range(long first, long behind, int shards) {
        return RANGE + " " + first + " " + behind + " " + shards;
    }

    static String shrink(long index, String signature) {
        return SHRINK + " " + index + " " + signature;
    }

    static String lost(long index, boolean made, DoesNotEnd.Kind kind, String message) {
        return (made ? LOST : NOT_MADE) + " " + index + " " + kind + " " + message;
    }

    static String replay(String file) {
        return REPLAY + " " + file;
    }

    /** Serves until there is no more to do, which ends this JVM. */
    void serve() {
        WorkerEnd.serve(this::answer);
    }

    private Answer answer(String request, WorkerEnd end) {
        String[] words = request.split(" ", 2);
        return switch (words[0]) {
            case RANGE -> {
                String[] numbers = words[1].split(" ", 3);
                CampaignRun run = run(
                        Long.parseLong(numbers[0]),
                        Long.parseLong(numbers[1]),
                        Integer.parseInt(numbers[2]),
                        end,
                        null);
                yield answer(run.unshrunk(), run);
            }
            case SHRINK -> {
                String[] which = words[1].split(" ", 2);
                long index = Long.parseLong(which[0]);
                CampaignRun run = run(index, index + 1, 1, end, null);
                yield answer(run.shrunk(which[1]), run);
            }
            case LOST, NOT_MADE -> {
                String[] what = words[1].split(" ", 3);
                long index = Long.parseLong(what[0]);
                DoesNotEnd how = DoesNotEnd.without(DoesNotEnd.Kind.valueOf(what[1]), what[2]);
                CampaignRun run = run(index, index + 1, 1, end, new Lost(how, words[0].equals(LOST)));
                yield answer(run.unshrunk(), run);
            }
            case REPLAY -> {
                end.begun(0);
                CampaignRun run = new CampaignRun(sources, settings.part(0, 0, 1), CampaignRun.Journal.NONE, null);
                Path directory = Objects.requireNonNull(settings.corpus()).directory();
                yield answer(run.replayed(directory.resolve(words[1])), run);
            }
            default ->
                throw new IllegalArgumentException("found the task \"" + words[0] + "\", wanted one of this release");
        };
    }

    private CampaignRun run(long first, long behind, int shards, WorkerEnd end, @Nullable Lost lost) {
        return new CampaignRun(sources, settings.part(first, behind, shards), new Told(end), lost);
    }

    private static Answer answer(CampaignFindings findings, CampaignRun run) {
        return new Answer(ReportFile.text(findings).getBytes(StandardCharsets.UTF_8), run.hasLeftBehind());
    }

    /** Tells the parent of cases that begin, and of each mistake when it is first seen. */
    private final class Told implements CampaignRun.Journal {

        private final WorkerEnd end;

        private Told(WorkerEnd end) {
            this.end = end;
        }

        @Override
        public void begun(long index) {
            end.begun(index);
        }

        @Override
        public Optional<String> found(String source, String signature, long index, Supplier<Map<String, Object>> data) {
            synchronized (told) {
                if (settings.corpus() != null && told.add(source + "\n" + signature)) {
                    String file = JsonFile.text(Corpus.FORMAT, Corpus.fields(source, signature, index, data.get()));
                    end.news(file.getBytes(StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        }
    }
}
