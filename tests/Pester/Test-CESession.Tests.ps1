Describe 'Test-CESession' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Test-CESession' | Should -Be @('MaxWait', 'Session') }
    It 'is true while connected' { Connect-TestInstance; Test-CESession | Should -BeTrue }
    It 'is false without a session' { Disconnect-CEServiceNow; Test-CESession | Should -BeFalse }
}
