package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.rule.Shows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A provider has a stable name, a description, and options that go to text and back. */
abstract class EngineProviderContract extends EngineContract {
    @Shows("engine-21")
    @Test
    void idIsLowerCaseLettersDigitsAndHyphens() {
        assertThat(provider().id()).as("the provider's id").matches("[a-z0-9-]+");
    }

    @Shows("engine-21")
    @Test
    void descriptionIsOneLine() {
        assertThat(provider().description())
                .as("the provider's description")
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Shows("engine-22")
    @Test
    void classHasAPublicConstructorWithoutArguments() throws ReflectiveOperationException {
        Object made = provider().getClass().getConstructor().newInstance();

        assertThat(made)
                .as("a provider made as ServiceLoader would")
                .isInstanceOf(provider().getClass());
    }

    @Shows("engine-23")
    @Test
    void optionsNameTheirBackend() {
        assertThat(provider().defaultOptions().backend())
                .as("the backend of the default options")
                .isEqualTo(provider().id());
    }

    @Shows("engine-23")
    @Test
    void defaultOptionsSurviveTheirText() {
        Map<String, String> text = provider().defaultOptions().asText();

        assertThat(provider().parseOptions(text))
                .as("options parsed from the defaults' text")
                .isEqualTo(provider().defaultOptions());
        assertThat(provider().parseOptions(Map.of()))
                .as("options parsed from no text")
                .isEqualTo(provider().defaultOptions());
    }

    @Shows("engine-23")
    @Test
    void eachOptionMayBeGivenAlone() {
        provider()
                .defaultOptions()
                .asText()
                .forEach((key, value) -> assertThat(provider().parseOptions(Map.of(key, value)))
                        .as("options parsed from %s=%s alone", key, value)
                        .isEqualTo(provider().defaultOptions()));
    }

    @Shows("engine-24")
    @Test
    void unknownOptionIsRefusedByName() {
        Map<String, String> text =
                new LinkedHashMap<>(provider().defaultOptions().asText());
        text.put("no-such-option-anywhere", "1");

        assertThatThrownBy(() -> provider().parseOptions(text))
                .as("parsing an option that does not exist")
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("no-such-option-anywhere");
    }

    @Shows("engine-24")
    @Test
    void misspeltOptionIsRefusedWithTheNearestKnownOne() {
        for (String known : provider().defaultOptions().asText().keySet()) {
            assertThatThrownBy(() -> provider().parseOptions(Map.of(known + "x", "1")))
                    .as("parsing a misspelt %s", known)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining("'" + known + "'");
        }
    }

    @Shows("engine-24")
    @Test
    void valueThatDoesNotParseIsRefused() {
        for (String key : provider().defaultOptions().asText().keySet()) {
            assertThatThrownBy(() -> provider().parseOptions(Map.of(key, "?!")))
                    .as("parsing %s=?!", key)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(key);
        }
    }

    @Shows("engine-25")
    @Test
    void optionsOfAnotherBackendAreRefused() {
        assertThatThrownBy(() -> provider()
                        .openEngine(directory, Set.copyOf(KEYSPACES), EngineAccess.READ_WRITE, new ForeignOptions()))
                .as("opening an engine with the options of another backend")
                .isInstanceOf(StoreUnusableException.class);

        put(RECORDS, Bytes.of(1), Bytes.of(1));
        assertThat(keys(RECORDS))
                .as("keys of an engine opened properly after that")
                .hasSize(1);
    }

    private record ForeignOptions() implements BackendOptions {
        @Override
        public String backend() {
            return "of-another-backend";
        }

        @Override
        public Map<String, String> asText() {
            return Map.of();
        }
    }
}
