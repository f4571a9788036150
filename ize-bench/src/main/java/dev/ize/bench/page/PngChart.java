package dev.ize.bench.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.Styler;

/** A chart as an image, for where a page can show nothing else. */
public final class PngChart {
    static {
        // Before anything of AWT, which would else look for a screen.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private static final int WIDTH = 1000;
    private static final int BAR_HEIGHT = 20;
    private static final int GROUP_GAP = 26;
    private static final int MARGIN = 150;

    /** The colours of the series, as in {@code page.css}. */
    private static final Color[] COLOURS = {
        new Color(0x2a78d6),
        new Color(0xe07b39),
        new Color(0x17977c),
        new Color(0x8e5bb8),
        new Color(0xb8930f),
        new Color(0xc2426b),
        new Color(0x5b7f95),
        new Color(0x7a8b3c)
    };

    /** Java cannot draw here, as where it has no fonts. */
    public static final class CannotDrawException extends Exception {
        private static final long serialVersionUID = 1;

        CannotDrawException(Throwable cause) {
            super("Java cannot draw here: " + cause, cause);
        }
    }

    private PngChart() {}

    /**
     * The image's bytes.
     *
     * @throws CannotDrawException if that cannot be done here
     */
    public static byte[] of(Block.Chart chart) throws CannotDrawException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(BitmapEncoder.getBufferedImage(draw(chart)), "png", out)) {
                throw new IOException("Java has no writer of PNG");
            }
            return out.toByteArray();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // What Java throws where it lacks fonts or libraries is of any of these kinds.
            throw new CannotDrawException(e);
        }
    }

    private static HorizontalBarChart draw(Block.Chart chart) {
        int bars = chart.groups().size() * chart.series().size();
        HorizontalBarChart drawn = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(MARGIN + bars * BAR_HEIGHT + chart.groups().size() * GROUP_GAP)
                .title(chart.title())
                .xAxisTitle(chart.axis())
                .theme(Styler.ChartTheme.GGPlot2)
                .build();
        Scale scale = Scale.of(chart);
        style(drawn, chart, scale);
        for (String name : chart.series()) {
            List<String> labels = new ArrayList<>();
            List<Double> lengths = new ArrayList<>();
            for (Block.Group group : chart.groups()) {
                labels.add(group.label());
                lengths.add(
                        value(group, name).map(value -> length(scale, value)).orElse(0.0));
            }
            drawn.addSeries(name, lengths, labels)
                    .setFillColor(COLOURS[chart.series().indexOf(name) % COLOURS.length]);
        }
        return drawn;
    }

    /** Taken by hand, since XChart labels the axis of lying bars in proportion also where it is logarithmic. */
    private static double length(Scale scale, double value) {
        return scale.isLogarithmic() ? Math.log10(Math.max(value, scale.from()) / scale.from()) : value;
    }

    private static String tick(Block.Chart chart, Scale scale, double length) {
        if (!scale.isLogarithmic()) {
            return chart.unit().text(length);
        }
        boolean isPower = Math.abs(length - Math.rint(length)) < 1e-6;
        return isPower ? chart.unit().powerOfTen(scale.from() * Math.pow(10, Math.rint(length))) : "";
    }

    private static Optional<Double> value(Block.Group group, String series) {
        return group.bars().stream()
                .filter(bar -> bar.series().equals(series))
                .map(Block.Bar::value)
                .findFirst();
    }

    private static void style(HorizontalBarChart drawn, Block.Chart chart, Scale scale) {
        drawn.getStyler().setXAxisTickLabelsFormattingFunction(length -> tick(chart, scale, length));
        drawn.getStyler().setXAxisMin(0.0).setXAxisMax(length(scale, scale.to()));
        drawn.getStyler().setChartBackgroundColor(Color.WHITE);
        drawn.getStyler().setPlotBackgroundColor(Color.WHITE);
        drawn.getStyler().setPlotGridLinesColor(new Color(0xd9dee5));
        drawn.getStyler().setPlotGridLinesStroke(new BasicStroke(1));
        drawn.getStyler().setPlotGridHorizontalLinesVisible(false);
        drawn.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        drawn.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        drawn.getStyler().setLegendBorderColor(Color.WHITE);
        drawn.getStyler().setChartTitleBoxVisible(false);
        drawn.getStyler().setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        drawn.getStyler().setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        drawn.getStyler().setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        drawn.getStyler().setLabelsVisible(false);
    }
}
