using Virga.Compute;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>What an instance wrote to its console: 64 KiB at most, base64. A simulated one writes nothing.</summary>
internal sealed class GetConsoleOutput : IExchange<GetConsoleOutputRequest, GetConsoleOutputResult>
{
    public static async ValueTask<GetConsoleOutputResult> RunAsync(
        GetConsoleOutputRequest input, Session session, CancellationToken cancellation)
    {
        var at = session.Read();
        var instance = ChosenInstances.One(at, input.InstanceId);
        session.ThrowIfDryRun();
        var answer = new GetConsoleOutputResult { InstanceId = instance.Id, Timestamp = at.Now };
        if (session.Outside.Machines?.As<IConsoleOutput>(instance) is not { } console) return answer;
        var bytes = await console.ConsoleOutputAsync(instance.Id, cancellation).ConfigureAwait(false);
        answer.Output = Convert.ToBase64String(bytes.Span);
        return answer;
    }
}
