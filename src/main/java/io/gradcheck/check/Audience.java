package io.gradcheck.check;

import io.gradcheck.check.diagnose.Mishaps;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Who hears of the checks of a checker.
 *
 * @param everybody whether the listeners of the JVM do
 * @param own those of this checker alone
 */
record Audience(boolean everybody, List<CheckListener> own) {

    static final Audience EVERYBODY = new Audience(true, List.of());
    static final Audience NOBODY = new Audience(false, List.of());

    // Of the loader that loaded this class, as listeners must know the same classes; so once for the JVM.
    private static final List<CheckListener> FOUND =
            ServiceLoader.load(CheckListener.class, CheckListener.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    Audience with(CheckListener listener) {
        List<CheckListener> all = new ArrayList<>(own);
        all.add(listener);
        return new Audience(everybody, List.copyOf(all));
    }

    void hear(CompletedCheck check, Mishaps mishaps) {
        if (everybody) {
            FOUND.forEach(listener -> tell(listener, check, mishaps));
        }
        own.forEach(listener -> tell(listener, check, mishaps));
    }

    private static void tell(CheckListener listener, CompletedCheck check, Mishaps mishaps) {
        mishaps.guard("a listener", true, () -> {
            listener.checked(check);
            return true;
        });
    }
}
