using Virga.Compute;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The screen of an instance as an image; only virtual machines have one.</summary>
internal sealed class GetConsoleScreenshot : IExchange<GetConsoleScreenshotRequest, GetConsoleScreenshotResult>
{
    public static async ValueTask<GetConsoleScreenshotResult> RunAsync(
        GetConsoleScreenshotRequest input, Session session, CancellationToken cancellation)
    {
        var instance = ChosenInstances.One(session.Read(), input.InstanceId);
        session.ThrowIfDryRun();
        if (instance.State != InstanceStateName.Running)
            throw Ec2Errors.IncorrectInstanceState(
                instance.Id, "The instance '{id}' is not in the 'running' state.");
        if (session.Outside.Machines?.As<IConsoleScreenshot>(instance) is not { } screen)
            throw new AwsException("UnsupportedOperation",
                $"The instance '{instance.Id}' runs on the backend '{instance.Backend}', which has no screen.");
        var bytes = await screen.ScreenshotAsync(instance.Id, cancellation).ConfigureAwait(false);
        return new() { InstanceId = instance.Id, ImageData = Convert.ToBase64String(bytes.Span) };
    }
}
