using System.Text;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>
/// Each attribute of an instance: set, described, refused in the wrong state, refused with a wrong value.
/// </summary>
public sealed class InstanceAttributeTests : IDisposable
{
    private readonly TestWorld world = new();

    /// <summary>Attribute, a value, whether the instance must be stopped for it, and a value that is none.</summary>
    public static TheoryData<string, string, bool, string?> Attributes => new()
    {
        { "disableApiTermination", "true", false, "maybe" },
        { "disableApiStop", "true", false, "maybe" },
        { "instanceInitiatedShutdownBehavior", "terminate", false, "explode" },
        { "sourceDestCheck", "false", false, "maybe" },
        { "instanceType", "m5.xlarge", true, "z9.huge" },
        { "userData", Convert.ToBase64String("#!/bin/sh"u8), true, "not base64!" },
        { "ebsOptimized", "false", true, "maybe" },
        { "enaSupport", "false", true, "maybe" },
        { "sriovNetSupport", "simple", true, null },
    };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_is_set_described_and_guarded(string name, string value, bool wantsStop, string? wrong)
    {
        var id = Launch();
        if (wantsStop)
        {
            Assert.Equal("IncorrectInstanceState", world.Fail("ModifyInstanceAttribute", Change(id, name, value)).Code);
            Stop(id);
        }

        Assert.NotEqual(value, Described(id, name));
        world.Run<object>("ModifyInstanceAttribute", Change(id, name, value));
        Assert.Equal(value, Described(id, name));
        if (wrong is not null)
            Assert.Equal("InvalidParameterValue", world.Fail("ModifyInstanceAttribute", Change(id, name, wrong)).Code);
        Assert.Equal(value, Described(id, name));
    }

    [Fact]
    public void Parameters_of_their_own_set_the_same_attributes()
    {
        var id = Launch();
        Stop(id);
        void Set(Action<ModifyInstanceAttributeRequest> with)
        {
            var request = new ModifyInstanceAttributeRequest { InstanceId = id };
            with(request);
            world.Run<object>("ModifyInstanceAttribute", request);
        }

        Set(one => one.DisableApiTermination = new() { Value = true });
        Set(one => one.DisableApiStop = new() { Value = true });
        Set(one => one.InstanceInitiatedShutdownBehavior = new() { Value = "terminate" });
        Set(one => one.SourceDestCheck = new() { Value = false });
        Set(one => one.InstanceType = new() { Value = "m5.xlarge" });
        Set(one => one.UserData = new() { Value = Encoding.UTF8.GetBytes("#!/bin/sh") });
        Set(one => one.EbsOptimized = new() { Value = false });
        Set(one => one.EnaSupport = new() { Value = false });
        Set(one => one.SriovNetSupport = new() { Value = "simple" });

        foreach (var row in Attributes) Assert.Equal(row.Data.Item2, Described(id, row.Data.Item1));
    }

    [Fact]
    public void One_attribute_is_changed_at_a_time_and_unknown_ones_are_none()
    {
        var id = Launch();
        var both = world.Fail("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = id, DisableApiStop = new() { Value = true }, DisableApiTermination = new() { Value = true },
        });

        Assert.Equal("InvalidParameterCombination", both.Code);
        Assert.Equal("InvalidParameterCombination", world.Fail(
            "ModifyInstanceAttribute", new ModifyInstanceAttributeRequest { InstanceId = id }).Code);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "ModifyInstanceAttribute", Change(id, "rootDeviceName", "/dev/sdz")).Code);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "DescribeInstanceAttribute",
            new DescribeInstanceAttributeRequest { InstanceId = id, Attribute = "colour" }).Code);
        Assert.Equal("UnsupportedOperation", world.Fail(
            "ModifyInstanceAttribute",
            new ModifyInstanceAttributeRequest { InstanceId = id, Kernel = new() { Value = "aki-1" } }).Code);
    }

    [Fact]
    public void Detailed_monitoring_is_switched()
    {
        var id = Launch();
        var pending = world.Run<MonitorInstancesResult>(
            "MonitorInstances", new MonitorInstancesRequest { InstanceIds = [id] }).InstanceMonitorings![0];
        Assert.Equal(("pending", "enabled"), (pending.Monitoring!.State, Shown(id).Monitoring!.State));

        var disabling = world.Run<UnmonitorInstancesResult>(
            "UnmonitorInstances", new UnmonitorInstancesRequest { InstanceIds = [id] }).InstanceMonitorings![0];
        Assert.Equal(("disabling", "disabled"), (disabling.Monitoring!.State, Shown(id).Monitoring!.State));
        foreach (var operation in (string[])["MonitorInstances", "UnmonitorInstances"])
            Assert.Equal("InvalidInstanceID.NotFound", world.Fail(operation, operation[0] == 'M'
                ? new MonitorInstancesRequest { InstanceIds = ["i-0123456789abcdef0"] }
                : new UnmonitorInstancesRequest { InstanceIds = ["i-0123456789abcdef0"] }).Code);
    }

    [Fact]
    public void Credits_are_for_burstable_types()
    {
        var (burstable, fixedType) = (Launch("t3.small"), Launch("m5.large"));
        var answer = world.Run<ModifyInstanceCreditSpecificationResult>(
            "ModifyInstanceCreditSpecification",
            new ModifyInstanceCreditSpecificationRequest
            {
                InstanceCreditSpecifications =
                [
                    new() { InstanceId = burstable, CpuCredits = "standard" },
                    new() { InstanceId = fixedType, CpuCredits = "standard" },
                    new() { InstanceId = "i-0123456789abcdef0", CpuCredits = "standard" },
                ],
            });

        Assert.Equal([burstable], answer.SuccessfulInstanceCreditSpecifications!.Select(one => one.InstanceId));
        Assert.Equal(
            ["InstanceCreditSpecification.NotSupported", "InvalidInstanceID.NotFound"],
            answer.UnsuccessfulInstanceCreditSpecifications!.Select(one => one.Error!.Code));
        Assert.Equal("standard", world.Run<DescribeInstanceCreditSpecificationsResult>(
            "DescribeInstanceCreditSpecifications",
            new DescribeInstanceCreditSpecificationsRequest { InstanceIds = [burstable] })
            .InstanceCreditSpecifications![0].CpuCredits);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "ModifyInstanceCreditSpecification",
            new ModifyInstanceCreditSpecificationRequest
            {
                InstanceCreditSpecifications = [new() { InstanceId = burstable, CpuCredits = "some" }],
            }).Code);
    }

    [Fact]
    public void Cores_and_threads_are_changed_while_it_is_stopped()
    {
        var id = Launch("m5.xlarge");
        ModifyInstanceCpuOptionsRequest To(int cores, int threads) =>
            new() { InstanceId = id, CoreCount = cores, ThreadsPerCore = threads };

        Assert.Equal("IncorrectInstanceState", world.Fail("ModifyInstanceCpuOptions", To(1, 1)).Code);
        Stop(id);
        world.Run<object>("ModifyInstanceCpuOptions", To(2, 1));
        Assert.Equal((2, 1), (Shown(id).CpuOptions!.CoreCount, Shown(id).CpuOptions!.ThreadsPerCore));
        Assert.Equal("InvalidParameterValue", world.Fail("ModifyInstanceCpuOptions", To(99, 1)).Code);
        Assert.Equal("UnsupportedOperation", world.Fail(
            "ModifyInstanceCpuOptions",
            new ModifyInstanceCpuOptionsRequest { InstanceId = id, NestedVirtualization = "enabled" }).Code);
    }

    [Fact]
    public void Recovery_and_host_names_are_kept_and_shown()
    {
        var id = Launch();
        world.Run<object>("ModifyInstanceMaintenanceOptions", new ModifyInstanceMaintenanceOptionsRequest
        {
            InstanceId = id, AutoRecovery = "disabled",
        });
        Assert.Equal("disabled", Shown(id).MaintenanceOptions!.AutoRecovery);

        ModifyPrivateDnsNameOptionsRequest Named(string? type) => new()
        {
            InstanceId = id, PrivateDnsHostnameType = type, EnableResourceNameDnsARecord = true,
        };
        world.Run<object>("ModifyPrivateDnsNameOptions", Named(null));
        Assert.True(Shown(id).PrivateDnsNameOptions!.EnableResourceNameDnsARecord);
        Assert.Equal(
            "IncorrectInstanceState", world.Fail("ModifyPrivateDnsNameOptions", Named("resource-name")).Code);
        Stop(id);
        world.Run<object>("ModifyPrivateDnsNameOptions", Named("resource-name"));
        Assert.StartsWith(id, Shown(id).PrivateDnsName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_associated_replaced_and_taken_away()
    {
        var id = Launch();
        foreach (var name in (string[])["web", "db"])
            world.Run<object>("CreateInstanceProfile", new Virga.Wire.Iam.CreateInstanceProfileRequest
            {
                InstanceProfileName = name,
            }, "iam");
        var first = world.Run<AssociateIamInstanceProfileResult>(
            "AssociateIamInstanceProfile",
            new AssociateIamInstanceProfileRequest { InstanceId = id, IamInstanceProfile = new() { Name = "web" } })
            .IamInstanceProfileAssociation!;

        Assert.EndsWith("/web", Shown(id).IamInstanceProfile!.Arn, StringComparison.Ordinal);
        Assert.Equal("IncorrectState", world.Fail(
            "AssociateIamInstanceProfile",
            new AssociateIamInstanceProfileRequest { InstanceId = id, IamInstanceProfile = new() { Name = "db" } })
            .Code);
        var second = world.Run<ReplaceIamInstanceProfileAssociationResult>(
            "ReplaceIamInstanceProfileAssociation",
            new ReplaceIamInstanceProfileAssociationRequest
            {
                AssociationId = first.AssociationId, IamInstanceProfile = new() { Name = "db" },
            }).IamInstanceProfileAssociation!;
        Assert.EndsWith("/db", Shown(id).IamInstanceProfile!.Arn, StringComparison.Ordinal);
        world.Run<object>("DisassociateIamInstanceProfile", new DisassociateIamInstanceProfileRequest
        {
            AssociationId = second.AssociationId,
        });
        Assert.Null(Shown(id).IamInstanceProfile);
        Assert.Equal("NoSuchAssociation", world.Fail(
            "DisassociateIamInstanceProfile",
            new DisassociateIamInstanceProfileRequest { AssociationId = second.AssociationId }).Code);
    }

    public void Dispose() => world.Dispose();

    private static ModifyInstanceAttributeRequest Change(string id, string attribute, string value) =>
        new() { InstanceId = id, Attribute = attribute, Value = value };

    private string? Described(string id, string attribute)
    {
        var all = world.Run<InstanceAttribute>("DescribeInstanceAttribute", new DescribeInstanceAttributeRequest
        {
            InstanceId = id, Attribute = attribute,
        });
        return attribute switch
        {
            "disableApiTermination" => Text(all.DisableApiTermination),
            "disableApiStop" => Text(all.DisableApiStop),
            "sourceDestCheck" => Text(all.SourceDestCheck),
            "ebsOptimized" => Text(all.EbsOptimized),
            "enaSupport" => Text(all.EnaSupport),
            "instanceInitiatedShutdownBehavior" => all.InstanceInitiatedShutdownBehavior!.Value,
            "instanceType" => all.InstanceType!.Value,
            "userData" => all.UserData!.Value,
            _ => all.SriovNetSupport!.Value,
        };
    }

    private static string Text(AttributeBooleanValue? value) => value!.Value == true ? "true" : "false";

    private Instance Shown(string id) => world.Run<DescribeInstancesResult>(
        "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] }).Reservations![0].Instances![0];

    private void Stop(string id)
    {
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
    }

    private string Launch(string type = "m5.large")
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = type, MinCount = 1, MaxCount = 1,
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }
}
