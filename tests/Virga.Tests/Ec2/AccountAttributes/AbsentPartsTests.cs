using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.AccountAttributes;

/// <summary>What needs a service that is not here says so; settings that concern nothing are kept.</summary>
public sealed class AbsentPartsTests : IDisposable
{
    private const string Certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    private const string Role = "arn:aws:iam::123456789012:role/enclave";

    private readonly TestWorld world = new();

    [Fact]
    public void Visibility_of_managed_resources_is_the_accounts()
    {
        var at = () => world.Run<GetManagedResourceVisibilityResult>(
            "GetManagedResourceVisibility", new GetManagedResourceVisibilityRequest()).Visibility!.DefaultVisibility;
        Assert.Equal("visible", at());

        var changed = world.Run<ModifyManagedResourceVisibilityResult>("ModifyManagedResourceVisibility",
            new ModifyManagedResourceVisibilityRequest { DefaultVisibility = "hidden" });

        Assert.Equal("hidden", changed.Visibility!.DefaultVisibility);
        Assert.Equal("hidden", at());
    }

    [Fact]
    public void No_certificate_is_found_for_enclaves()
    {
        Assert.Equal("InvalidCertificateArn.NotFound", world.Fail("AssociateEnclaveCertificateIamRole",
            new AssociateEnclaveCertificateIamRoleRequest { CertificateArn = Certificate, RoleArn = Role }).Code);
        Assert.Equal("InvalidRoleArn.Malformed", world.Fail("DisassociateEnclaveCertificateIamRole",
            new DisassociateEnclaveCertificateIamRoleRequest { CertificateArn = Certificate, RoleArn = "x" }).Code);
        Assert.Equal("InvalidCertificateArn.Malformed", world.Fail("GetAssociatedEnclaveCertificateIamRoles",
            new GetAssociatedEnclaveCertificateIamRolesRequest { CertificateArn = "x" }).Code);
    }

    [Fact]
    public void The_capacity_manager_is_off_and_stays_off()
    {
        Assert.Equal("UnsupportedOperation", world.Fail(
            "EnableCapacityManager", new EnableCapacityManagerRequest()).Code);
        Assert.Equal("disabled", world.Run<DisableCapacityManagerResult>(
            "DisableCapacityManager", new DisableCapacityManagerRequest()).CapacityManagerStatus);
        Assert.Equal("IncorrectState", world.Fail("GetCapacityManagerMonitoredTagKeys",
            new GetCapacityManagerMonitoredTagKeysRequest()).Code);
        Assert.Equal("OperationNotPermitted", world.Fail("EnableReachabilityAnalyzerOrganizationSharing",
            new EnableReachabilityAnalyzerOrganizationSharingRequest()).Code);
    }

    public void Dispose() => world.Dispose();
}
