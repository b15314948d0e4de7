package dev.huxley.display;

import java.util.Optional;
import java.util.ServiceLoader;

/** The service at hand, if there is one. */
final class DisplayServices {
    private static final Optional<DisplayService> SERVICE = ServiceLoader.load(
                    DisplayService.class, DisplayServices.class.getClassLoader())
            .findFirst();

    private DisplayServices() {}

    static boolean connect() {
        return SERVICE.map(DisplayService::connect).orElse(false);
    }

    static MimeBundle bundle(Object object) {
        return SERVICE.flatMap(service -> service.display(object)).orElseGet(() -> MimeBundle.text(object.toString()));
    }
}
