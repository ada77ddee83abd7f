package wild;

import java.util.List;

/** The libraries that are too large to fetch in every build. */
final class LargeLibraries {

    private static final List<Library> ALL = List.of(Dl4j.library(), Djl.library(), BigDl.library());

    private LargeLibraries() {}

    static List<Library> all() {
        return ALL;
    }
}
