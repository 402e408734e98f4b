using Microsoft.Extensions.Logging;
using Virga.Fabric.Driver;
using Virga.Network;
using Virga.Network.Flows;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Server.Fabric;

/// <summary>
/// Writes flow logs: asks the kernel's counters every few seconds, and appends the records of an interval that is over
/// to the file of its log. Whatever destination a log names, its records are there until Virga has that service.
/// </summary>
internal sealed partial class FlowLogDelivery : IAsyncDisposable
{
    /// <summary>A record's start and end are as exact as this, where AWS says up to 60 seconds.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly Store store;
    private readonly ILogger log;
    private readonly FlowRecorder recorder;
    private readonly TimeSpan pulse;
    private readonly CancellationTokenSource stopping = new();
    private Func<IReadOnlyCollection<string>> cabled = () => [];
    private Task running = Task.CompletedTask;

    /// <param name="folder">Where the files are.</param>
    /// <param name="intervalSeconds">Of every log; 0: as each log says.</param>
    /// <param name="store">Which logs there are.</param>
    /// <param name="log">Tells of files that cannot be written.</param>
    public FlowLogDelivery(string folder, int intervalSeconds, Store store, ILogger log)
    {
        (this.folder, this.store, this.log) = (folder, store, log);
        recorder = new(intervalSeconds);
        pulse = intervalSeconds > 0 && intervalSeconds < 2 * Pulse.TotalSeconds
            ? TimeSpan.FromSeconds(intervalSeconds / 2d)
            : Pulse;
    }

    /// <summary>Begins to ask.</summary>
    /// <param name="driver">Whom to ask.</param>
    /// <param name="interfaces">Those that packets can come to.</param>
    public void Begin(IFabricDriver driver, Func<IReadOnlyCollection<string>> interfaces)
    {
        cabled = interfaces;
        running = RunAsync(driver);
    }

    /// <summary>Takes what the kernel counted.</summary>
    public void Take(ValueList<FlowCount>? counts)
    {
        lock (gate)
        {
            foreach (var records in recorder.Take(store.World, cabled(), counts, store.Time.GetUtcNow()))
                Append(records);
        }
    }

    /// <summary>The records of a log so far; null where there is no file of it.</summary>
    public string? PathOf(string logId) => Path.Combine(folder, logId + ".log") is var path && File.Exists(path)
        ? path
        : null;

    /// <summary>Removes every file.</summary>
    public void Clear()
    {
        lock (gate)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task RunAsync(IFabricDriver driver)
    {
        using var timer = new PeriodicTimer(pulse, store.Time);
        while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
        {
            await driver.CountAsync().ConfigureAwait(false);
            // Nobody answers for a VPC whose last machine is gone; its last records are due all the same.
            Take(null);
        }
    }

    private void Append(FlowRecords records)
    {
        if (records.Lines.Count == 0) return;
        var path = Path.Combine(folder, records.LogId + ".log");
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new StreamWriter(path, append: true) { NewLine = "\n" };
            // Files of S3 begin with the names of their fields; events of CloudWatch have none.
            if (file.BaseStream.Length == 0 && records.Log.DestinationType == LogDestinationType.S3)
                file.WriteLine(FlowFormat.Parse(records.Log.LogFormat).Format?.Header);
            foreach (var line in records.Lines) file.WriteLine(line);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Log.Unwritten(log, records.LogId, refusal.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Records of {FlowLog} are lost: {Reason}")]
        public static partial void Unwritten(ILogger log, string flowLog, string reason);
    }
}
