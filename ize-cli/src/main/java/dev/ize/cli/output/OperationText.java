package dev.ize.cli.output;

import dev.ize.spi.Operation;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * An operation in words.
 *
 * @param verb what is done, in at most eight letters
 * @param json the name of the kind of operation in JSON
 * @param detail on what, and what else there is to say
 */
public record OperationText(String verb, String json, String detail) {
    /** The words for an operation, times as they are in a zone. */
    public static OperationText of(Operation operation, ZoneId zone) {
        return onFile(operation).or(() -> onAttributes(operation, zone)).orElseGet(() -> onEntries(operation));
    }

    private static Optional<OperationText> onFile(Operation operation) {
        String path = Printable.of(operation.path());
        if (operation instanceof Operation.CreateFile create) {
            return Optional.of(new OperationText(
                    "create",
                    "createFile",
                    path + "  " + Sizes.bytes(create.content().length())));
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return Optional.of(new OperationText(
                    "replace",
                    "replaceContent",
                    path + "  " + Sizes.bytes(replace.content().length())));
        }
        if (operation instanceof Operation.WriteFile write) {
            return Optional.of(new OperationText(
                    "write",
                    "writeFile",
                    path + "  " + Sizes.bytes(write.content().length()) + " at " + write.offset()));
        }
        if (operation instanceof Operation.TruncateFile truncate) {
            return Optional.of(
                    new OperationText("truncate", "truncateFile", path + "  to " + Sizes.bytes(truncate.size())));
        }
        return operation instanceof Operation.DeleteFile
                ? Optional.of(new OperationText("delete", "deleteFile", path))
                : Optional.empty();
    }

    private static Optional<OperationText> onAttributes(Operation operation, ZoneId zone) {
        String path = Printable.of(operation.path());
        if (operation instanceof Operation.SetPermissions set) {
            return Optional.of(new OperationText("chmod", "setPermissions", path + "  " + octal(set.mode())));
        }
        if (operation instanceof Operation.SetTimestamps set) {
            String times =
                    set.modified().map(time -> "  " + Times.local(time, zone)).orElse("")
                            + set.accessed()
                                    .map(time -> "  accessed " + Times.local(time, zone))
                                    .orElse("");
            return Optional.of(new OperationText("touch", "setTimestamps", path + times));
        }
        if (operation instanceof Operation.SetOwnership set) {
            String ids = Integer.toUnsignedString(set.owner()) + ":" + Integer.toUnsignedString(set.group());
            return Optional.of(new OperationText("chown", "setOwnership", path + "  " + ids));
        }
        if (operation instanceof Operation.SetExtendedAttribute set) {
            String detail = path + "  " + Printable.of(set.name()) + "  " + Sizes.bytes(set.value().length);
            return Optional.of(new OperationText("setattr", "setExtendedAttribute", detail));
        }
        return operation instanceof Operation.RemoveExtendedAttribute remove
                ? Optional.of(new OperationText(
                        "delattr", "removeExtendedAttribute", path + "  " + Printable.of(remove.name())))
                : Optional.empty();
    }

    private static OperationText onEntries(Operation operation) {
        String path = Printable.of(operation.path());
        if (operation instanceof Operation.CreateDirectory) {
            return new OperationText("mkdir", "createDirectory", path);
        }
        if (operation instanceof Operation.DeleteDirectory) {
            return new OperationText("rmdir", "deleteDirectory", path);
        }
        if (operation instanceof Operation.RenameFile rename) {
            return new OperationText("rename", "renameFile", Printable.of(rename.from()) + " -> " + path);
        }
        if (operation instanceof Operation.RenameDirectory rename) {
            return new OperationText("rename", "renameDirectory", Printable.of(rename.from()) + " -> " + path);
        }
        if (operation instanceof Operation.CreateSymlink create) {
            return new OperationText("symlink", "createSymlink", path + " -> " + Printable.of(create.target()));
        }
        if (operation instanceof Operation.DeleteSymlink) {
            return new OperationText("delete", "deleteSymlink", path);
        }
        if (operation instanceof Operation.CreateHardLink link) {
            return new OperationText("link", "createHardLink", path + " = " + Printable.of(link.existing()));
        }
        if (operation instanceof Operation.ExchangeEntries exchange) {
            return new OperationText("exchange", "exchangeEntries", Printable.of(exchange.other()) + " <-> " + path);
        }
        if (operation instanceof Operation.Restore restore) {
            return new OperationText("restore", "restore", path + " as at " + restore.point());
        }
        throw new AssertionError("No words for " + operation.getClass());
    }

    /** Puts what an operation says into a JSON object. */
    public static void put(Operation operation, JsonLine line) {
        line.put("operation", of(operation, java.time.ZoneOffset.UTC).json())
                .put("path", operation.path().toString());
        if (operation instanceof Operation.CreateFile create) {
            line.put("size", create.content().length()).put("mode", octal(create.mode()));
            line.put("modified", create.modified());
        } else if (operation instanceof Operation.ReplaceContent replace) {
            line.put("size", replace.content().length()).put("modified", replace.modified());
        } else if (operation instanceof Operation.WriteFile write) {
            line.put("offset", write.offset()).put("size", write.content().length());
            line.put("modified", write.modified());
        } else if (operation instanceof Operation.TruncateFile truncate) {
            line.put("size", truncate.size()).put("modified", truncate.modified());
        } else if (operation instanceof Operation.SetPermissions set) {
            line.put("mode", octal(set.mode()));
        } else if (operation instanceof Operation.SetTimestamps set) {
            line.put("modified", set.modified()).put("accessed", set.accessed());
        } else if (operation instanceof Operation.SetOwnership set) {
            line.put("owner", Integer.toUnsignedLong(set.owner())).put("group", Integer.toUnsignedLong(set.group()));
        } else if (operation instanceof Operation.CreateDirectory create) {
            line.put("mode", octal(create.mode())).put("modified", create.modified());
        } else {
            putOther(operation, line);
        }
    }

    private static void putOther(Operation operation, JsonLine line) {
        if (operation instanceof Operation.RenameFile rename) {
            line.put("from", rename.from().toString());
        } else if (operation instanceof Operation.RenameDirectory rename) {
            line.put("from", rename.from().toString());
        } else if (operation instanceof Operation.CreateSymlink create) {
            putTarget(create.target(), line);
            line.put("modified", create.modified());
        } else if (operation instanceof Operation.CreateHardLink link) {
            line.put("existing", link.existing().toString());
        } else if (operation instanceof Operation.ExchangeEntries exchange) {
            line.put("other", exchange.other().toString());
        } else if (operation instanceof Operation.SetExtendedAttribute set) {
            line.put("name", set.name().toString()).put("size", set.value().length);
        } else if (operation instanceof Operation.RemoveExtendedAttribute remove) {
            line.put("name", remove.name().toString());
        }
    }

    /** A symlink's target; its bytes in hex too where they are no UTF-8. */
    static void putTarget(byte[] target, JsonLine line) {
        String text = new String(target, StandardCharsets.UTF_8);
        line.put("target", text);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), target)) {
            line.put("targetHex", HexFormat.of().formatHex(target));
        }
    }

    /** A mode as people write it, with a leading zero. */
    static String octal(int mode) {
        return String.format(Locale.ROOT, "%04o", mode);
    }
}
