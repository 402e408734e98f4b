using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Makes a device whose seed an authenticator program takes.</summary>
internal sealed class CreateVirtualMFADevice : IMutation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse>
{
    public static CreateVirtualMFADeviceResponse Run(CreateVirtualMFADeviceRequest input, Change change)
    {
        var serial = IamArns.Of(
            change.Account, "mfa", EntityPolicies.Path(input.Path), input.VirtualMFADeviceName!);
        if (change.Find<MfaDeviceRow>(serial) is not null)
            throw IamErrors.AlreadyExists("MFADevice entity at the same path and name already exists.");
        var row = change.Put(new MfaDeviceRow(serial)
        {
            Seed = change.RandomText(SeedLength, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
            Tags = IamTagging.New(input.Tags),
        });
        var shown = MfaCodes.Show(row, change);
        shown.Base32StringSeed = Encoding.ASCII.GetBytes(row.Seed);
        return new() { VirtualMFADevice = shown };
    }

    private const int SeedLength = 64;
}
