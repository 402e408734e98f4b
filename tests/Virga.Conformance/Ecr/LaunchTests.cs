using Virga.Conformance.Docker;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Ecr;

/// <summary>
/// An image that was pushed to this registry becomes an AMI, and the engine pulls it from us when an instance is
/// launched.
/// </summary>
public sealed class LaunchTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task An_instance_runs_an_image_of_the_registry()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        Client.Need("docker");
        Client.Need("aws");
        await using var server = await RunningServer.StartAsync(
            "--backend", "docker", "--ec2-imds-port", "0", "--ecr-uri-style", "path");
        using var client = new Client(server);
        var uri = await client.ShellAsync("aws ecr create-repository --repository-name machines/tiny --output text "
            + "--query repository.repositoryUri");
        await client.LoginAsync(client.Registry("path"), "docker");
        await client.ShellAsync($"docker tag {RealEngine.Busybox} {uri}:v1 && docker push {uri}:v1");
        await client.ShellAsync($"docker rmi {uri}:v1");
        var digest = await client.ShellAsync("aws ecr describe-images --repository-name machines/tiny --output text "
            + "--query 'imageDetails[0].imageDigest'");

        // The engine knows by digest what it pushed, and would have nothing to pull. That it asks for the manifest is
        // not
        // sure even so: it keeps manifests that it saw once, so the time of the last pull proves nothing.
        await client.TryAsync($"docker rmi {uri}@{digest}");
        var instance = "";
        try
        {
            var ami = await client.ShellAsync($"aws ec2 register-image --name tiny --image-location {uri}:v1 "
                + "--query ImageId --output text");
            Assert.Contains("does not exist", await client.FailAsync(
                $"aws ec2 register-image --name none --image-location {uri}:v2"), StringComparison.Ordinal);
            instance = await client.ShellAsync($"aws ec2 run-instances --image-id {ami} --instance-type t3.micro "
                + "--query 'Instances[0].InstanceId' --output text");
            await client.ShellAsync($"aws ec2 wait instance-running --instance-ids {instance}");
            var container = $"virga-ec2.{instance}";
            Assert.Equal($"{uri}@{digest}", await client.ShellAsync(
                $"docker inspect -f '{{{{.Config.Image}}}}' {container}"));
            Assert.Equal("true", await client.ShellAsync(
                $"docker inspect -f '{{{{.State.Running}}}}' {container}"));
        }
        finally
        {
            if (instance.Length > 0) await client.TryAsync($"aws ec2 terminate-instances --instance-ids {instance} "
                + $"&& aws ec2 wait instance-terminated --instance-ids {instance}");
            await client.TryAsync($"docker rmi {uri}@{digest}");
        }
    }
}
