namespace Virga.Docker.Init.UserData;

/// <summary><c>power_state</c>: the end of the first boot. Source: cloud-init's documentation, same name.</summary>
internal static class PowerModule
{
    // What the init takes them for, see Init/Guest/init.c.
    private const int PowerOff = 12;
    private const int Reboot = 2;

    /// <summary>What is asked for and does not come, a sentence each.</summary>
    public static IEnumerable<string> UnfulfilledIn(CloudConfig config)
    {
        if (config["power_state"] is not YamlMap wish || wish["condition"] is { Truth: false }) yield break;
        if (wish["delay"]?.Text is { } delay and not ("now" or "0" or "+0"))
            yield return $"power_state: delay {delay} has no effect: it happens at once";
        if (wish["timeout"] is not null)
            yield return "power_state: timeout has no effect: it happens when the user data has run";
        if (wish["message"] is not null) yield return "power_state: message has no effect: nobody is told";
    }

    public static void Write(PlanWriter plan, CloudConfig config)
    {
        if (config["power_state"] is not YamlMap wish) return;
        plan.Module("power_state_change", PlanWriter.PerInstance);
        if (wish["condition"] is { Truth: false }) return;
        if (wish["condition"] is { Truth: null })
        {
            plan.Fail("cloud-config: power_state: a condition that is a command is not supported");
            return;
        }

        switch (wish["mode"]?.Text)
        {
            case "poweroff" or "halt":
                plan.Power(PowerOff);
                break;
            case "reboot":
                plan.Power(Reboot);
                break;
            case var other:
                plan.Fail($"cloud-config: power_state: the mode {other} is unknown");
                break;
        }
    }
}
