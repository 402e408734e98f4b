using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Takes codes of devices. What is taken is remembered, so that no code works twice.</summary>
internal static class MfaCodes
{
    /// <summary>How far the clock of a device may be off when it is used.</summary>
    private const int UseWindow = 1;

    /// <summary>And when two codes in a row prove how far.</summary>
    private const int PairWindow = 40;

    /// <summary>Takes two codes in a row and learns how far the device's clock is off.</summary>
    public static MfaDeviceRow TakePair(Change change, MfaDeviceRow device, string? first, string? second)
    {
        var now = OneTimeCode.StepOf(change.Now);
        return OneTimeCode.FindStep(device.Seed, first, now, PairWindow) is { } step
            && OneTimeCode.Of(device.Seed, step + 1) == second
                ? device with { Drift = step + 1 - now, LastStep = step + 1 }
                : throw IamErrors.InvalidAuthenticationCode(device.Id);
    }

    /// <summary>
    /// Whether the caller proves to have a device: false when the request brings no code. Texts: public reports of
    /// AssumeRole and GetSessionToken.
    /// </summary>
    /// <exception cref="AwsException">It brings a wrong one.</exception>
    public static bool Check(Change change, string? serial, string? code)
    {
        if (serial is null && code is null) return false;
        if (serial is null || code is null)
            throw Denied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass "
                + "code.");
        var home = change.At(new Scope(change.Caller.Account, Scope.GlobalRegion));
        var user = UserView.NameOf(change.Caller);
        if (home.Find<MfaDeviceRow>(serial) is not { } device || user is null || device.UserName != user)
            throw Denied("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA "
                + "serial number is valid and associated with this user.");
        var now = OneTimeCode.StepOf(change.Now) + device.Drift;
        if (OneTimeCode.FindStep(device.Seed, code, now, UseWindow) is not { } step || step <= device.LastStep)
            throw Denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        home.Put(device with { LastStep = step });
        return true;
    }

    public static VirtualMFADevice Show(MfaDeviceRow row, WorldView at) => new()
    {
        SerialNumber = row.Id,
        User = at.Find<UserRow>(row.UserName) is { } user ? UserView.Of(user, at.Account) : null,
        EnableDate = row.EnableDate,
        Tags = IamTagging.Show(row.Tags),
    };

    private static AwsException Denied(string message) => Sts.StsErrors.AccessDenied(message);
}
