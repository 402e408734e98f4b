using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Fleets;

/// <summary>What tests of fleets begin with.</summary>
internal static class FleetCases
{
    public static string Template(TestWorld world) => world.Run<CreateLaunchTemplateResult>(
        "CreateLaunchTemplate",
        new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "fleet",
            LaunchTemplateData = new() { ImageId = "ami-ubuntu2204", InstanceType = "m5.large" },
        }).LaunchTemplate!.LaunchTemplateId!;

    public static CreateFleetRequest Fleet(string template, int total) => new()
    {
        LaunchTemplateConfigs =
        [
            new() { LaunchTemplateSpecification = new() { LaunchTemplateId = template, Version = "$Latest" } },
        ],
        TargetCapacitySpecification = new() { TotalTargetCapacity = total, DefaultTargetCapacityType = "on-demand" },
    };

    /// <summary>Lets everything come true that takes seconds.</summary>
    public static void Settle(TestWorld world)
    {
        for (var i = 0; i < 6; i++) world.Step(TimeSpan.FromSeconds(2));
    }
}
