package dev.ize.core.format;

import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.NodeKind;

/** The numbers that stand for closed sets in records; part of the format. */
public final class Codes {
    private Codes() {}

    static int of(NodeKind kind) {
        return switch (kind) {
            case FILE -> 0;
            case DIRECTORY -> 1;
            case SYMLINK -> 2;
        };
    }

    static NodeKind nodeKind(ByteReader in) {
        return switch (in.u8()) {
            case 0 -> NodeKind.FILE;
            case 1 -> NodeKind.DIRECTORY;
            case 2 -> NodeKind.SYMLINK;
            default -> throw in.damaged("unknown kind of node");
        };
    }

    /** The number of a form of content. */
    public static int of(Form form) {
        return switch (form) {
            case BYTES -> 0;
            case TREE -> 1;
        };
    }

    /** Reads a form of content. */
    public static Form form(ByteReader in) {
        return switch (in.u8()) {
            case 0 -> Form.BYTES;
            case 1 -> Form.TREE;
            default -> throw in.damaged("unknown form of content");
        };
    }

    static int of(ActRecord.Act act) {
        return switch (act) {
            case FORK -> 0;
            case DELETE_BRANCH -> 1;
            case CREATE_SNAPSHOT -> 2;
            case DELETE_SNAPSHOT -> 3;
            case PRUNE -> 4;
        };
    }

    static ActRecord.Act act(ByteReader in) {
        return switch (in.u8()) {
            case 0 -> ActRecord.Act.FORK;
            case 1 -> ActRecord.Act.DELETE_BRANCH;
            case 2 -> ActRecord.Act.CREATE_SNAPSHOT;
            case 3 -> ActRecord.Act.DELETE_SNAPSHOT;
            case 4 -> ActRecord.Act.PRUNE;
            default -> throw in.damaged("unknown act");
        };
    }
}
