package wild;

import java.util.List;
import java.util.function.Consumer;

/**
 * A published library with hand-written derivatives.
 *
 * @param name its name
 * @param version its version
 * @param rows what is checked of it
 */
record Library(String name, String version, List<Expected> rows) {

    static Library of(String name, String version, Consumer<Checks> fill) {
        Checks checks = new Checks();
        fill.accept(checks);
        return new Library(name, version, checks.rows());
    }
}
