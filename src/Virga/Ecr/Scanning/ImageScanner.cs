using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>
/// Runs the configured scanner for each scan that is wanted, one after the other, and writes down what it found. The
/// command gets the directory of an OCI image layout: in place of <c>{layout}</c>, else as its last argument.
/// </summary>
internal sealed partial class ImageScanner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Store store;
    private readonly Outside outside;
    private readonly string[] command;
    private readonly ILogger log;
    private readonly CancellationTokenSource end = new();
    private readonly Task work;
    private readonly Channel<(Scope Scope, string Image)> wanted =
        Channel.CreateUnbounded<(Scope Scope, string Image)>();

    public ImageScanner(Store store, Outside outside, string command, ILogger log)
    {
        this.store = store;
        this.outside = outside;
        this.command = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        this.log = log;
        store.Changed += Note;
        foreach (var (scope, partition) in store.World.Partitions)
            foreach (var scan in partition.Table<ImageScanRow>()) Want(scope, scan);
        work = Task.Run(WorkAsync);
    }

    public async ValueTask DisposeAsync()
    {
        store.Changed -= Note;
        await end.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        end.Dispose();
    }

    private void Note(Committed committed)
    {
        foreach (var touch in committed.Touches)
            if (touch.Row is ImageScanRow scan) Want(touch.Scope, scan);
    }

    private void Want(Scope scope, ImageScanRow scan)
    {
        if (scan.Status == ScanStatus.INPROGRESS) wanted.Writer.TryWrite((scope, scan.Id));
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (scope, image) in wanted.Reader.ReadAllAsync(end.Token).ConfigureAwait(false))
                await ScanAsync(scope, image).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server ends; scans that were wanted are rows, and the next run goes on with them.
        }
    }

    private async Task ScanAsync(Scope scope, string image)
    {
        if (store.World.At(scope).Table<ManifestRow>().Find(image) is not { } row) return;
        List<ScanFinding> findings = [];
        string? failure = null;
        try
        {
            var session = new Session(store, outside, scope, Caller.System(scope.Account), isDryRun: false);
            using var layout = await ScanLayout.OfAsync(row, session, end.Token).ConfigureAwait(false);
            findings = ScanReport.Read(await RunAsync(layout.Folder).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or FormatException
            or System.ComponentModel.Win32Exception or InvalidOperationException or AwsException)
        {
            failure = exception.Message;
            Log.Failed(log, image, exception.Message);
        }

        await store.CommitAsync(scope, change =>
        {
            if (change.Find<ImageScanRow>(image) is not { } scan) return false;
            change.Put(scan with
            {
                Status = failure is null ? ScanStatus.COMPLETE : ScanStatus.FAILED,
                Description = failure ?? "The scan was completed successfully.",
                CompletedAt = failure is null ? change.Now : null,
                Findings = findings,
            });
            return true;
        }).ConfigureAwait(false);
    }

    private async Task<byte[]> RunAsync(string layout)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument.Replace("{layout}", layout, StringComparison.Ordinal));
        if (!command.Any(argument => argument.Contains("{layout}", StringComparison.Ordinal)))
            start.ArgumentList.Add(layout);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardOutput.BaseStream.CopyToAsync(output, patience.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            if (process.ExitCode == 0) return output.ToArray();
            var words = (await errors.ConfigureAwait(false)).Trim();
            throw new FormatException($"The scanner ended with {process.ExitCode}: {words}");
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            throw new FormatException($"The scanner did not end within {Patience.TotalMinutes} minutes.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Scanning {Image} failed: {Reason}")]
        public static partial void Failed(ILogger log, string image, string reason);
    }
}
