package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NodeId;
import dev.ize.spi.OperationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What in the storage stands for what in the model. Numbers and references are the storage's to choose; that
 * equal things have equal ones, and different things different ones, is checked here.
 */
final class Counterparts {
    private final Map<NodeId, Long> nodes = new HashMap<>();
    private final Map<Long, NodeId> nodesOfModel = new HashMap<>();
    private final Map<ContentReference, Content.Bytes> contents = new HashMap<>();
    private final Map<Content.Bytes, ContentReference> references = new HashMap<>();
    private final Map<OperationId, LoggedOperation> logged = new HashMap<>();

    Counterparts() {
        checkNode(NodeId.ROOT, ModelTree.ROOT);
    }

    /** Both are the same node; from now on, if neither was seen before. */
    void checkNode(NodeId inStorage, long inModel) {
        nodes.putIfAbsent(inStorage, inModel);
        nodesOfModel.putIfAbsent(inModel, inStorage);
        assertThat(nodes.get(inStorage))
                .as("the model's number of node %s", inStorage)
                .isEqualTo(inModel);
        assertThat(nodesOfModel.get(inModel))
                .as("the storage's number of model node %s", inModel)
                .isEqualTo(inStorage);
    }

    Optional<NodeId> node(long inModel) {
        return Optional.ofNullable(nodesOfModel.get(inModel));
    }

    /** Both are the same content; from now on, if neither was seen before. Returns whether it was seen. */
    boolean checkContent(ContentReference inStorage, Content.Bytes inModel) {
        Content.Bytes known = contents.get(inStorage);
        if (known != null) {
            assertThat(known).as("bytes of %s", inStorage).isEqualTo(inModel);
            return true;
        }
        assertThat(inStorage.length()).as("length of %s", inStorage).isEqualTo(inModel.length());
        if (inStorage.form() == ContentReference.Form.BYTES) {
            ContentHash hash = ContentHash.ofContent(inModel.toByteArray());
            assertThat(inStorage.hash()).as("SHA-256 of a content of one chunk").isEqualTo(hash);
        }
        references.putIfAbsent(inModel, inStorage);
        assertThat(references.get(inModel)).as("equal bytes have one reference").isEqualTo(inStorage);
        contents.put(inStorage, inModel);
        return false;
    }

    Optional<Content.Bytes> content(ContentReference inStorage) {
        return Optional.ofNullable(contents.get(inStorage));
    }

    /** Keeps what the log said about an operation right after it was applied. */
    void keep(LoggedOperation operation) {
        logged.put(operation.id(), operation);
    }

    /** What the log said about an operation. */
    LoggedOperation logged(OperationId id) {
        LoggedOperation operation = logged.get(id);
        assertThat(operation).as("operation %s was applied", id).isNotNull();
        return Objects.requireNonNull(operation);
    }
}
